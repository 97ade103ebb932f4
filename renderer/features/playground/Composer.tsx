import type { ClipboardEvent, KeyboardEvent, RefObject } from "react";
import { Button } from "../../components/Button.tsx";
import { classes } from "../../components/classes.ts";
import { Icon } from "../../components/Icon.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { formatCount } from "../../format.ts";
import { isTurnRunning } from "./conversation.ts";
import { usePromptPreview } from "./promptPreviewStore.ts";
import { longestInField, usePlayground } from "./playgroundStore.ts";

/** Where the next message is written. */
export function Composer({ columns, field }: { columns: number; field: RefObject<HTMLTextAreaElement | null> }) {
  const draft = usePlayground((state) => state.draft);
  const refusal = usePlayground((state) => state.refusal);
  const isEditing = usePlayground((state) => state.isEditing);
  const isBusy = usePlayground((state) => isTurnRunning(state.turns.at(-1)));
  const isPromptShown = usePromptPreview((state) => state.isOpen);
  const { write, send, stop, editLast } = usePlayground.getState();
  const receivers = columns === 1 ? "" : columns === 2 ? " to both" : ` to ${columns}`;

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    if (event.key === "ArrowUp" && event.currentTarget.value === "") {
      event.preventDefault();
      editLast();
    }
  };
  // A text area lays its whole text out at every key; a book in it would make typing stutter.
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const text = event.clipboardData.getData("text/plain");
    if (text.length <= longestInField) return;
    event.preventDefault();
    write(draft, [...usePlayground.getState().pasted, text]);
  };
  return (
    <div className="composer">
      <PastedTexts />
      <label className="visually-hidden" htmlFor="message">
        Message
      </label>
      <textarea id="message" ref={field} rows={2} value={draft} placeholder={columns === 1 ? "Message" : `Message${receivers} models`} onChange={(event) => write(event.target.value)} onKeyDown={onKeyDown} onPaste={onPaste} />
      <div className="composer-foot">
        <span className="keys" role="status">
          {refusal ? (
            <span className="refusal">
              <Icon name="warn" small /> {refusal}
            </span>
          ) : (
            <>
              <span>
                <Kbd of="mod+Enter" /> {isEditing ? "send instead of the last" : "send"}
              </span>
              {isEditing ? (
                <span>
                  <Kbd of="Escape" /> keep the last
                </span>
              ) : (
                <span>
                  <Kbd of="ArrowUp" /> edit last
                </span>
              )}
            </>
          )}
        </span>
        <span className="spacer" />
        <Button small kind="ghost" aria-pressed={isPromptShown} onClick={usePromptPreview.getState().toggle}>
          Prompt
        </Button>
        <TokenCount />
        {isBusy ? (
          <Button icon="stop" hotkey="Escape" onClick={stop}>
            Stop
          </Button>
        ) : (
          <Button kind="primary" onClick={send}>
            {isEditing ? "Send again" : `Send${receivers}`}
          </Button>
        )}
      </div>
    </div>
  );
}

function PastedTexts() {
  const pasted = usePlayground((state) => state.pasted);
  const { write } = usePlayground.getState();
  if (pasted.length === 0) return null;
  return (
    <ul className="pasted" aria-label="Pasted texts">
      {pasted.map((text, index) => (
        <li key={index} className="chip">
          <Icon name="file" />
          <span className="clip">{text.slice(0, 60).trim()}…</span>
          <span className="faint tabular nowrap">{formatCount(text.length)} characters</span>
          <Button small kind="ghost" icon="close" aria-label="Remove the pasted text" onClick={() => write(usePlayground.getState().draft, pasted.filter((_, other) => other !== index))} />
        </li>
      ))}
    </ul>
  );
}

function TokenCount() {
  const count = usePlayground((state) => state.count);
  if (!count) return null;
  const isOver = count.tokens >= count.contextTokens;
  return (
    <span className={classes("small tabular nowrap", isOver ? "over-context" : "faint")} title="Tokens of the conversation with this message, and of the model's context">
      {isOver && <Icon name="warn" small />}
      {formatCount(count.tokens)} of {formatCount(count.contextTokens)} tokens
    </span>
  );
}
