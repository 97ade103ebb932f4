import type { CSSProperties } from "react";
import { Link } from "wouter";
import type { Comparison } from "../../../shared/schemas/comparison.ts";
import { Segmented } from "../../components/Segmented.tsx";
import { LongText } from "../playground/LongText.tsx";
import { AnswerColumn } from "./AnswerColumn.tsx";
import { madeFirst, type Ordered } from "./ordered.ts";

const views = [
  { value: "diff", label: "Diff" },
  { value: "plain", label: "Plain" },
] as const;

type AnswersProps = { comparison: Comparison; ordered: Ordered; row: number; view: "diff" | "plain"; onView(view: "diff" | "plain"): void; onOrder(order: number[]): void };

/** All answers to one input, side by side, differences against column A marked. */
export function Answers({ comparison, ordered, row, view, onView, onOrder }: AnswersProps) {
  const { targets, rows, original } = ordered;
  const cells = rows[row]!;
  const input = comparison.inputs[row]!;
  const last = input.messages.at(-1);
  const isPair = targets.length === 2;
  return (
    <section className="pane" aria-label={`Answers to input ${row + 1}`}>
      <div className="pane-head is-ruled">
        <h2>Answers</h2>
        {input.interactionId && (
          <Link href={`/interactions/${input.interactionId}`} className="link faint" title="The interaction that is asked again">
            <code>{input.interactionId.slice(0, 14)}</code>
          </Link>
        )}
        {input.messages.length > 1 && <span className="faint">{input.messages.length} messages, the last one is shown</span>}
        <span className="spacer" />
        <Segmented label="View of the answers" value={view} options={views} onChange={onView} />
      </div>
      <div className="answers-scroll" tabIndex={0} role="group" aria-label="Input and answers">
        <div className="turn">
          <span className="role">User</span>
          <LongText key={row} text={last?.content ?? ""} most={1600} />
        </div>
        <div className="answers-columns" style={{ "--count": targets.length } as CSSProperties}>
          {cells.map((cell, column) => (
            <AnswerColumn
              key={original[column]}
              name={targets[column]!}
              column={column}
              cell={cell}
              against={view === "plain" ? null : column > 0 ? cells[0]! : isPair ? cells[1]! : null}
              isPair={isPair}
              isGoingOn={comparison.state === "running"}
              onMakeFirst={column > 0 && !isPair ? () => onOrder(madeFirst(original, column)) : undefined}
            />
          ))}
        </div>
      </div>
    </section>
  );
}
