import { Link } from "wouter";
import type { ComparisonCell } from "../../../shared/schemas/comparison.ts";
import { Button } from "../../components/Button.tsx";
import { DiffText } from "../../components/DiffText.tsx";
import { Hint } from "../../components/Hint.tsx";
import { Markdown } from "../../components/Markdown.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Bone } from "../../components/Skeleton.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatDuration, formatNoun, formatSpeed } from "../../format.ts";
import { Letter } from "./Letter.tsx";

type AnswerColumnProps = {
  name: string;
  column: number;
  cell: ComparisonCell;
  /** Column A's cell, or with two columns, for A itself, B's: what the differences are marked against. Null: plain. */
  against: ComparisonCell | null;
  /** Two columns mark each its own side; of more, each but A shows both sides in one text. */
  isPair: boolean;
  /** Still being worked on. */
  isGoingOn: boolean;
  onMakeFirst: (() => void) | undefined;
};

/** One model's answer to the input. */
export function AnswerColumn({ name, column, cell, against, isPair, isGoingOn, onMakeFirst }: AnswerColumnProps) {
  const isOver = cell.status !== "waiting" && cell.status !== "running";
  const canDiff = against !== null && isOver && against.output !== "" && cell.output !== "" && against.status !== "running" && (isPair || column > 0);
  return (
    <article className="answer" aria-label={`Answer of ${name}`} aria-busy={cell.status === "running"}>
      <header className="answer-head">
        <Letter column={column} />
        <Who name={name} />
        <span className="spacer" />
        {onMakeFirst && (
          <Hint text="Show the others against this one">
            <Button small kind="ghost" onClick={onMakeFirst}>
              Make A
            </Button>
          </Hint>
        )}
      </header>
      <p className="answer-facts">
        <StatusMark status={cell.status === "waiting" && !isGoingOn ? "cancelled" : cell.status} word={wordOf(cell, isGoingOn)} />
        {isOver && (
          <>
            {cell.firstTokenMs !== null && <span title="From the question to the first token">{formatDuration(cell.firstTokenMs)}</span>}
            {cell.tokensPerSecond !== null && <span title="Speed of the answer">{formatSpeed(cell.tokensPerSecond)}</span>}
            {cell.completionTokens !== null && <span title="Tokens of the answer">{formatNoun(cell.completionTokens, "token")}</span>}
          </>
        )}
        {cell.interactionId && (
          <Link href={`/interactions/${cell.interactionId}`} className="link" title={cell.interactionId}>
            <code>{cell.interactionId.slice(0, 14)}</code>
          </Link>
        )}
      </p>
      {cell.status === "waiting" && isGoingOn ? (
        <Bone width="72%" />
      ) : canDiff ? (
        <DiffText before={column === 0 ? cell.output : against.output} after={column === 0 ? against.output : cell.output} show={!isPair ? "both" : column === 0 ? "before" : "after"} />
      ) : (
        <Markdown text={cell.output} isGrowing={cell.status === "running"} />
      )}
      {isOver && cell.output === "" && cell.status === "ok" && <p className="faint">The model ended its answer without a word.</p>}
      {cell.error && <Notice title={cell.output === "" ? "There is no answer" : "The answer broke off"} body={cell.error} />}
    </article>
  );
}

function wordOf({ status, finishReason }: ComparisonCell, isGoingOn: boolean): string {
  if (status === "waiting") return isGoingOn ? "waiting" : "not asked";
  if (status === "running") return "answering";
  if (finishReason === "length") return "max tokens";
  if (finishReason === "context") return "context full";
  return finishReason ?? status;
}
