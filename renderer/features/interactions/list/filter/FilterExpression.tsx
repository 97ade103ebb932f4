import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { Button } from "../../../../components/Button.tsx";
import { Icon } from "../../../../components/Icon.tsx";
import { focusList } from "../focusList.ts";
import { CompletionList } from "./CompletionList.tsx";
import { useCompletion } from "./completionStore.ts";
import { useInteractions } from "../interactionsStore.ts";
import { filterProblem, refusedFilter, type FilterProblem } from "./filterProblem.ts";

const quietMs = 700;

type FilterExpressionProps = { value: string; /** What it begins with, where that is more than the value. */ begin: string; onChange(filter: string): void; onLeave(): void };

/** The filter as text, completed as it is typed. What can't be read is said with its place, once the typing rests; the list keeps what it showed. */
export function FilterExpression({ value, begin, onChange, onLeave }: FilterExpressionProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const caretWanted = useRef<number | null>(null);
  const [text, setText] = useState(begin);
  const [isResting, setResting] = useState(true);
  const isOpen = useCompletion((state) => state.options.length > 0);
  const active = useCompletion((state) => state.active);
  const failure = useInteractions((state) => state.failure);
  const problem = filterProblem(text) ?? (text === value ? refusedFilter(failure, text) : null);
  const { ask, step, pick, close } = useCompletion.getState();
  useEffect(() => {
    const element = field.current!;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
    ask(element.value, element.value.length);
    return close;
  }, [ask, close]);
  // Before the next key is taken: later, it would pull the caret back from what was typed meanwhile.
  useLayoutEffect(() => {
    if (caretWanted.current !== null) field.current!.setSelectionRange(caretWanted.current, caretWanted.current);
    caretWanted.current = null;
  }, [text]);
  useEffect(() => {
    const timer = setTimeout(() => setResting(true), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  const type = (next: string, caret: number) => {
    setResting(false);
    setText(next);
    ask(next, caret);
    if (!filterProblem(next) && next !== value) onChange(next);
  };
  const take = (index: number) => {
    const taken = pick(index);
    if (!taken) return;
    caretWanted.current = taken.caret;
    type(taken.text, taken.caret);
  };
  const leave = () => {
    close();
    // Words that begin a part and do not say it are let go of.
    if (problem === null || text.trim() === "") onLeave();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isOpen && event.key === "ArrowDown") step(1);
    else if (isOpen && event.key === "ArrowUp") step(-1);
    else if (isOpen && active >= 0 && (event.key === "Enter" || event.key === "Tab")) take(active);
    else if (isOpen && active >= 0 && event.key === "Escape") close();
    else if (event.key === "Escape") onLeave();
    else if (event.key === "Enter" && problem) setResting(true);
    else if (event.key === "Enter") {
      leave();
      focusList();
    } else if (event.key === "ArrowDown" || (event.ctrlKey && event.key === " ")) ask(text, event.currentTarget.selectionStart ?? text.length);
    else return;
    event.preventDefault();
  };
  const isShown = problem !== null && isResting && !isOpen;
  return (
    <div className="expression">
      <label className="field filter-field is-mono">
        <span className="visually-hidden">Filter expression</span>
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={`${id}-options`}
          aria-activedescendant={isOpen && active >= 0 ? `${id}-option-${active}` : undefined}
          placeholder="usage.promptTokens > 1000 and status = ok"
          value={text}
          onChange={(event) => type(event.target.value, event.target.selectionStart ?? event.target.value.length)}
          onKeyDown={onKeyDown}
          onBlur={(event) => !event.currentTarget.closest(".expression")?.contains(event.relatedTarget) && leave()}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={isShown || undefined}
          aria-describedby={isShown ? id : undefined}
        />
        <Button small kind="ghost" icon="close" aria-label="Show the filter as chips" onClick={onLeave} />
      </label>
      {isOpen && <CompletionList id={id} onPick={take} />}
      {isShown && <Problem id={id} text={text} problem={problem} />}
    </div>
  );
}

function Problem({ id, text, problem: { message, fix, position } }: { id: string; text: string; problem: FilterProblem }) {
  const wrong = /^[^\s"<>=!:(),]+|^./s.exec(text.slice(position))?.[0] ?? " ";
  return (
    <div className="floating expression-problem" id={id} role="alert">
      <p>
        <Icon name="error" />
        {message}. {fix}
      </p>
      <code>
        {text.slice(Math.max(0, position - 40), position)}
        <span className="flag">{wrong}</span>
        {text.slice(position + wrong.length, position + 60)}
      </code>
    </div>
  );
}
