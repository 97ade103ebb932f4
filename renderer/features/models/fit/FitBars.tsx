import type { CSSProperties } from "react";
import type { Fit } from "../../../../shared/schemas/fit.ts";
import { formatBytes } from "../../../format.ts";
import { partsOf } from "./memoryFit.ts";

const wide = (share: number) => ({ "--w": `${Math.min(1, Math.max(0, share)) * 100}%` }) as CSSProperties;

/** Estimate and measurement on one scale, one below the other, with a mark where the free memory ends. */
export function FitBars({ fit }: { fit: Fit }) {
  const { totalBytes, measured } = fit;
  const place = fit.places.toSorted((a, b) => b.neededBytes - a.neededBytes)[0]!;
  const free = place.freeBytes;
  const most = Math.max(totalBytes, measured?.bytes ?? 0);
  // Free memory that dwarfs the need would make the bars hairlines: then the mark stands beyond the edge, in words.
  const isFreeDrawn = free !== null && free <= most * 2.5;
  const scale = isFreeDrawn ? Math.max(most, free) * 1.04 : most * 1.04;
  const at = (bytes: number) => ({ "--x": `${(bytes / scale) * 100}%` }) as CSSProperties;
  const parts = partsOf(fit.parts);
  return (
    <div className="fit-bars">
      <div className="fit-line">
        <span>Estimate</span>
        <span className="fit-track" role="img" aria-label={`Estimate ${formatBytes(totalBytes)}: ${parts.map(({ name, bytes }) => `${name} ${formatBytes(bytes)}`).join(", ")}${free === null ? "" : `; ${formatBytes(free)} free`}`}>
          {parts.map(({ key, bytes }) => (
            <i key={key} className={`m-${key}`} style={wide(bytes / scale)} />
          ))}
          {isFreeDrawn && <b style={at(free)} />}
        </span>
        <span className="num">{formatBytes(totalBytes)}</span>
      </div>
      <div className="fit-line">
        <span>Measured</span>
        <span className="fit-track" role="img" aria-label={measured ? `Measured ${formatBytes(measured.bytes)}` : "Not measured yet"}>
          {measured ? <i className="m-measured" style={wide(measured.bytes / scale)} /> : <span className="faint fit-none">not with these settings yet: after its first answer</span>}
          {isFreeDrawn && <b style={at(free)} />}
        </span>
        <span className="num">{measured ? formatBytes(measured.bytes) : ""}</span>
      </div>
      {free !== null && (
        <p className="fit-free faint tabular">
          {formatBytes(free)} of {formatBytes(place.totalBytes)} free{place.name !== "memory" && ` on ${place.name}`}
          {isFreeDrawn && ", at the mark"}
        </p>
      )}
    </div>
  );
}
