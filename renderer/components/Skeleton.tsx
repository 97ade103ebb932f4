import type { CSSProperties } from "react";

/** A bar where text will stand. `width` is CSS; the row around it keeps its height. */
export function Bone({ width = "100%" }: { width?: string }) {
  return <span className="bone" style={{ "--w": width } as CSSProperties} />;
}

/** Rows of a table that is not there yet; `widths` has one entry a column. */
export function SkeletonRows({ rows, widths }: { rows: number; widths: string[] }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} aria-hidden="true">
      {widths.map((width, column) => (
        <td key={column}>
          <Bone width={width} />
        </td>
      ))}
    </tr>
  ));
}
