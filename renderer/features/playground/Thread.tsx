import { useEffect, useRef, type ReactNode } from "react";
import { Button } from "../../components/Button.tsx";
import { LongText } from "./LongText.tsx";
import { usePlayground } from "./playgroundStore.ts";
import { TurnView } from "./TurnView.tsx";
import { useGradually } from "./useGradually.ts";
import { useStickToEnd } from "./useStickToEnd.ts";

const roles = { system: "System", user: "User", assistant: "Model", tool: "Tool" };

/** The conversation, newest at the end. `children` stands in for it while it is empty. */
export function Thread({ columns, children }: { columns: number; children: ReactNode }) {
  const turns = usePlayground((state) => state.turns);
  const given = usePlayground((state) => state.given);
  const session = usePlayground((state) => state.session);
  const isEditing = usePlayground((state) => state.isEditing);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { isAtEnd, goToEnd } = useStickToEnd(scroller, content);
  // Whoever has just sent a message, or opened a conversation, wants to see its end.
  const newest = turns.at(-1)?.id;
  useEffect(goToEnd, [goToEnd, newest, session]);
  const parts = given.length + turns.length;
  const left = parts - useGradually(parts, session);
  return (
    <div className="thread-frame">
      <div className="thread" ref={scroller} tabIndex={0} role="log" aria-label="Messages" aria-live="off">
        <div className="thread-content" ref={content}>
          {given.slice(left).map((message, index) => (
            <div key={left + index} className="exchange is-given">
              <div className="turn">
                <span className="role">{roles[message.role]}</span>
                <LongText text={message.content} />
              </div>
            </div>
          ))}
          {turns.slice(Math.max(0, left - given.length)).map((turn) => (
            <TurnView key={turn.id} turn={turn} columns={columns} isLast={turn === turns.at(-1)} isEdited={isEditing && turn === turns.at(-1)} />
          ))}
        </div>
        {parts === 0 && children}
      </div>
      {!isAtEnd && (
        <Button small icon="down" className="to-end" onClick={goToEnd}>
          Newest
        </Button>
      )}
    </div>
  );
}
