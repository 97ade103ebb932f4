import type { CSSProperties } from "react";
import type { SizePart } from "../../../../shared/schemas/sizes.ts";
import { formatBytes, formatPercent } from "../../../format.ts";
import { partNames } from "./partNames.ts";

/** Shares of a whole as one bar, each with its name and number below. */
export function SizeBar({ parts }: { parts: readonly { part: SizePart; bytes: number }[] }) {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total === 0) return null;
  return (
    <div className="size-bar">
      <div className="size-bar-line" aria-hidden="true">
        {parts.map(({ part, bytes }) => (
          <i key={part} className={`is-${part}`} style={{ "--w": `${(bytes / total) * 100}%` } as CSSProperties} />
        ))}
      </div>
      <ul>
        {parts.map(({ part, bytes }) => (
          <li key={part}>
            <i className={`is-${part}`} aria-hidden="true" />
            {partNames[part]} <span className="muted tabular">{formatBytes(bytes)}, {formatPercent(bytes / total)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
