import { useEffect } from "react";
import { Link } from "wouter";
import type { Model } from "../../../../shared/schemas/model.ts";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatBytes, formatSpeed, unknown } from "../../../format.ts";
import { modelPlace } from "../library.ts";
import { headline, recordMissed } from "./benchSeries.ts";
import { useBench } from "./benchStore.ts";

/** The newest bench of the model in three lines, and the way to the others. */
export function BenchSection({ model }: { model: Model }) {
  const results = useBench((state) => state.results);
  useEffect(() => {
    if (useBench.getState().results === null) void useBench.getState().refresh();
  }, []);
  if (model.kind !== "model") return null;
  const newest = results?.find(({ modelSha256 }) => modelSha256 === model.sha256);
  const record = newest && recordMissed(newest, results ?? []);
  return (
    <section aria-label="Bench summary">
      <div className="section-head">
        <h2>Bench</h2>
        {newest && (
          <span className="faint">
            <Time at={newest.at} />
          </span>
        )}
        <span className="spacer" />
        <Link className="link-inline small" href={modelPlace(model, "bench")}>
          {newest ? "Plot and figures" : "Measure it"}
        </Link>
      </div>
      {newest ? (
        <dl className="facts tabular">
          <dt>One stream</dt>
          <dd>{formatSpeed(headline(newest))}</dd>
          <dt>Best together</dt>
          <dd className="is-whole">{newest.best ? `${formatSpeed(newest.best.tokensPerSecond)} with ${newest.best.replicas} × ${newest.best.threads} threads, ${newest.best.streams} at once` : unknown}</dd>
          <dt>Memory</dt>
          <dd>{formatBytes(newest.figures.find(({ memoryBytes }) => memoryBytes !== null)?.memoryBytes)}</dd>
        </dl>
      ) : (
        <p className="small muted">Not measured on this machine yet.</p>
      )}
      {record !== null && record !== undefined && <StatusMark status="warn" word={`far below its record of ${formatSpeed(record)}`} />}
    </section>
  );
}
