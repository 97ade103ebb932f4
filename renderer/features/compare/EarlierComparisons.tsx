import { useEffect, useRef } from "react";
import { Link } from "wouter";
import type { ComparisonSummary } from "../../../shared/schemas/comparison.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { FailureNotice } from "../../components/Notice.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { Who } from "../../components/Swatch.tsx";
import { Time } from "../../components/Time.tsx";
import { formatCount } from "../../format.ts";
import { go } from "../../router.ts";
import { useComparisons } from "./comparisonStore.ts";
import { useRowFocus } from "./useRowFocus.ts";

const marks = { running: "running", done: "ok", cancelled: "cancelled", failed: "failed", interrupted: "interrupted" } as const;

/** The comparisons that were made, newest first. */
export function EarlierComparisons() {
  const earlier = useComparisons((state) => state.earlier);
  const failure = useComparisons((state) => state.earlierFailure);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => void useComparisons.getState().list(), []);
  useRowFocus(list, "tbody a", "comparison");
  return (
    <section className="earlier" aria-label="Earlier comparisons">
      <div className="pane-head">
        <h2>Earlier comparisons</h2>
        {earlier && earlier.length > 0 && <span className="faint tabular">{formatCount(earlier.length)}</span>}
      </div>
      <div className="table-scroll" ref={list}>
        {failure && <FailureNotice title="The comparisons could not be read" failure={failure} />}
        {earlier?.length === 0 ? (
          <EmptyState icon="compare" title="No comparison yet" body="Choose two models, write a message or choose interactions, and see where their answers part." />
        ) : (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">First input</th>
                <th scope="col" className="num">
                  Inputs
                </th>
                <th scope="col">Models</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {earlier === null && !failure && <SkeletonRows rows={5} widths={["120px", "70%", "16px", "180px", "48px"]} />}
              {earlier?.map((each) => <EarlierRow key={each.id} summary={each} />)}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

function EarlierRow({ summary: { id, createdAt, title, inputCount, targets, state } }: { summary: ComparisonSummary }) {
  return (
    <tr onClick={() => go(`/compare/${id}`)}>
      <td>
        <Time at={createdAt} />
      </td>
      <td className="fill">
        <Link href={`/compare/${id}`} className="link" onClick={(event) => event.stopPropagation()}>
          {title || "Without words"}
        </Link>
      </td>
      <td className="num">{formatCount(inputCount)}</td>
      <td>
        <span className="who-list">
          {targets.slice(0, 2).map((name, column) => (
            <Who key={column} name={name} />
          ))}
          {targets.length > 2 && <span className="faint">and {targets.length - 2} more</span>}
        </span>
      </td>
      <td>
        <StatusMark status={marks[state]} word={state} />
      </td>
    </tr>
  );
}
