import { useEffect, useId, useState, type KeyboardEvent, type RefObject } from "react";
import { Icon } from "../../../components/Icon.tsx";
import { Kbd } from "../../../components/Kbd.tsx";
import { filterProblem, type FilterProblem } from "./filterProblem.ts";
import { focusList } from "./focusList.ts";

const quietMs = 700;

/** The filter as text. What can't be read is said with its place, once the typing rests; the list keeps what it showed. */
export function FilterExpression({ value, onChange, field }: { value: string; onChange(filter: string): void; field: RefObject<HTMLInputElement | null> }) {
  const id = useId();
  const [typed, setTyped] = useState({ of: value, text: value });
  const [isResting, setResting] = useState(true);
  const text = typed.of === value ? typed.text : value;
  const problem = filterProblem(text);
  useEffect(() => {
    const timer = setTimeout(() => setResting(true), quietMs);
    return () => clearTimeout(timer);
  }, [text]);
  const type = (next: string) => {
    setResting(false);
    if (filterProblem(next)) return setTyped({ of: value, text: next });
    setTyped({ of: next, text: next });
    onChange(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && text) type("");
    else if (event.key === "Escape") event.currentTarget.blur();
    else if (event.key === "Enter" && problem) setResting(true);
    else if (event.key === "Enter" || event.key === "ArrowDown") focusList();
    else return;
    event.preventDefault();
  };
  const isShown = problem !== null && isResting;
  return (
    <div className="expression">
      <label className="field filter-field is-mono">
        <span className="visually-hidden">Filter expression</span>
        <input ref={field} type="text" placeholder="Filter, as usage.promptTokens > 1000" value={text} onChange={(event) => type(event.target.value)} onKeyDown={onKeyDown} spellCheck={false} autoComplete="off" aria-invalid={isShown || undefined} aria-describedby={isShown ? id : undefined} />
        <Kbd of="e" />
      </label>
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
