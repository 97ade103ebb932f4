import { formatCount } from "../../../format.ts";
import { useExport } from "./exportStore.ts";

/** The first records as they will stand in the file. */
export function ExportSampleView() {
  const sample = useExport((state) => state.sample);
  const failure = useExport((state) => state.failure);
  if (!sample) return <pre className="export-sample" aria-busy={!failure} aria-label="Sample" />;
  if (sample.lines.length > 0) {
    return (
      <pre className="export-sample" tabIndex={0} role="region" aria-label="The first records">
        {sample.lines.map((line, index) => (
          <code key={index}>{line}</code>
        ))}
      </pre>
    );
  }
  const [first] = sample.skipped;
  return (
    <div className="export-sample is-empty">
      <p>{sample.interactions === 0 ? "No interaction is meant." : `None of the first ${formatCount(sample.interactions)} interactions gives a record.`}</p>
      {first && <p>{first.what}.</p>}
    </div>
  );
}
