import { Link } from "wouter";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Time, ZoneName } from "../../../components/Time.tsx";
import { formatCount, formatNoun, formatPercent } from "../../../format.ts";
import { listAddress } from "../list/listQuery.ts";
import { spanDuration } from "./spanWords.ts";
import type { TraceView } from "./traceStore.ts";

/** One line on how a trace went. */
export function TraceLede({ view: { tree, totals }, traceId, onNextError }: { view: TraceView; traceId: string; onNextError(): void }) {
  const { errors, running, calls, gapMs, gaps, orphans, cycles, oddClocks } = totals;
  return (
    <div className="lede trace-lede">
      {errors > 0 ? (
        <button type="button" className="plain-button" onClick={onNextError} title="Go to the next one">
          <StatusMark status="failed" word={formatNoun(errors, "error")} badge />
        </button>
      ) : (
        <StatusMark status={running > 0 ? "running" : "ok"} word={running > 0 ? `${formatCount(running)} running` : "ok"} badge />
      )}
      <span className="clip">
        <Time at={tree.originAt} />{" "}
        <span className="faint">
          <ZoneName />
        </span>
      </span>
      <span className="tabular strong" title="From the first start to the last end">{spanDuration(tree.totalMs)}</span>
      <span className="tabular">{formatNoun(totals.spans, "span")}</span>
      <Link className="link tabular" href={listAddress("traceId", traceId)} title="The model calls of this trace, in the list">
        {formatNoun(calls, "model call")}
      </Link>
      {totals.promptTokens !== null && (
        <span className="tabular" title="Tokens of all prompts and of all answers">
          {formatCount(totals.promptTokens)} → {formatCount(totals.completionTokens)} tokens
        </span>
      )}
      {gaps.length > 0 && tree.totalMs > 0 && (
        <span className="tabular" title={`In ${formatNoun(gaps.length, "gap")} nothing ran below the top: waiting that no span explains`}>
          {spanDuration(gapMs)} idle{gapMs >= tree.totalMs / 100 && <span className="faint"> ({formatPercent(gapMs / tree.totalMs)})</span>}
        </span>
      )}
      {orphans > 0 && <StatusMark status="warn" word={`${formatNoun(orphans, "span")} without the parent`} />}
      {cycles > 0 && <StatusMark status="warn" word={`${formatNoun(cycles, "span")} in a cycle`} />}
      {oddClocks > 0 && (
        <span title="Their times are odd; they are marked, and the trace's time is that of the others">
          <StatusMark status="warn" word={`${formatNoun(oddClocks, "odd clock")}`} />
        </span>
      )}
    </div>
  );
}
