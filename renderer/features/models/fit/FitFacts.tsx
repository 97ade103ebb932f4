import type { Fit } from "../../../../shared/schemas/fit.ts";
import { formatBytes, formatCount } from "../../../format.ts";
import { estimateError, partsOf } from "./memoryFit.ts";

/** The parts of the need in numbers, and how far the estimate was from what was measured. */
export function FitFacts({ fit }: { fit: Fit }) {
  const { resolved, parts } = fit;
  const error = estimateError(fit);
  const processes = resolved.replicas > 1 ? ` × ${resolved.replicas} processes` : "";
  const notes: Record<string, string> = {
    weights: parts.repackedBytes > 0 ? `, ${formatBytes(parts.repackedBytes)} of them kept twice` : "",
    kv: `, ${formatCount(resolved.contextTokens)} tokens${resolved.slots > 1 ? ` × ${resolved.slots} slots` : ""}${processes}, ${resolved.kvType.toUpperCase()}`,
    other: processes,
  };
  return (
    <dl className="facts tabular fit-facts">
      {partsOf(parts).map(({ key, name, bytes }) => (
        <div key={key} className="fact">
          <dt>
            <i className={`swatch m-${key}`} />
            <span>
              {name}
              <span className="faint">{notes[key]}</span>
            </span>
          </dt>
          <dd className="num">{formatBytes(bytes)}</dd>
        </div>
      ))}
      <dt className="total">Needed</dt>
      <dd className="num total">{formatBytes(fit.totalBytes)}</dd>
      {fit.measured && (
        <>
          <dt>
            <i className="swatch m-measured" />
            <span>
              Measured
              {error !== null && <span className="faint">, {differenceWords(error)}</span>}
            </span>
          </dt>
          <dd className="num">{formatBytes(fit.measured.bytes)}</dd>
        </>
      )}
    </dl>
  );
}

/** "estimate 4.2% higher". */
export function differenceWords(error: number): string {
  const percent = Math.abs(error * 100);
  if (percent < 0.05) return "as estimated";
  return `estimate ${percent.toFixed(1)}% ${error > 0 ? "higher" : "lower"}`;
}
