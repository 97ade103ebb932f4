import type { Comparison } from "../../../shared/schemas/comparison.ts";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { Progress } from "../../components/Progress.tsx";
import { formatCount, formatNoun } from "../../format.ts";
import { useComparisons } from "./comparisonStore.ts";
import type { ColumnFacts } from "./outcome.ts";
import type { Ordered } from "./ordered.ts";
import { verdictOf } from "./verdict.ts";

/** The answer first: a sentence, how far it is, and why it stopped early. */
export function VerdictHead({ comparison, ordered, facts }: { comparison: Comparison; ordered: Ordered; facts: readonly ColumnFacts[] }) {
  const { head, detail } = verdictOf(comparison, ordered, facts);
  const total = comparison.cells.length;
  const done = comparison.cells.filter(({ status }) => status !== "waiting" && status !== "running").length;
  return (
    <section className="comparison-head" aria-label="Verdict">
      <p className="verdict-line" aria-live="polite">
        {head}
      </p>
      {detail && <p className="muted">{detail}</p>}
      {comparison.state === "running" && (
        <div className="comparison-progress">
          <Progress label="Answers so far" value={done / total} />
          <span className="small faint tabular nowrap">
            {formatCount(done)} of {formatNoun(total, "answer")}
          </span>
          <Button small onClick={() => void useComparisons.getState().cancel()}>
            Cancel
          </Button>
        </div>
      )}
      {comparison.state !== "running" && comparison.state !== "done" && <Notice line tone={comparison.state === "failed" ? "error" : "warn"} title={endings[comparison.state]} body={`after ${formatCount(done)} of ${formatNoun(total, "answer")}.`} />}
    </section>
  );
}

const endings = { cancelled: "The comparison was cancelled", failed: "The comparison failed", interrupted: "Tapedeck stopped" };
