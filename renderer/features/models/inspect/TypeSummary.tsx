import type { CSSProperties } from "react";
import { formatBytes, formatNoun, formatPercent } from "../../../format.ts";
import { byType } from "./tensorRows.ts";
import type { TensorRow } from "../../../../shared/schemas/model.ts";

/** How the bytes of a file share out over the types of its tensors. A click shows one type's tensors only. */
export function TypeSummary({ rows, chosen, onChoose }: { rows: readonly TensorRow[]; chosen: string; onChoose(type: string): void }) {
  return (
    <ul className="type-summary" aria-label="Tensors by type">
      {byType(rows).map(({ type, tensors, sizeBytes, share, bitsPerWeight }) => (
        <li key={type}>
          <button type="button" aria-pressed={chosen === type} onClick={() => onChoose(chosen === type ? "" : type)}>
            <code>{type}</code>
            <span className="type-bar" aria-hidden="true">
              <i style={{ "--w": `${Math.max(0.5, share * 100)}%` } as CSSProperties} />
            </span>
            <span className="num">{formatBytes(sizeBytes)}</span>
            <span className="num faint">{share > 0 && share < 0.005 ? "under 1%" : formatPercent(share)}</span>
            <span className="num faint">{formatNoun(tensors, "tensor")}</span>
            <span className="num faint">{bitsPerWeight.toFixed(2)} bits per weight</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
