import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState, type KeyboardEvent } from "react";
import type { TensorRow } from "../../../../shared/schemas/model.ts";
import { Measure } from "../../../components/Measure.tsx";
import { SortHead } from "../../../components/SortHead.tsx";
import { formatBytes } from "../../../format.ts";
import { shapeText } from "./tensorRows.ts";

const rowPx = 26;
const headPx = 28;

/** Tensors in rows of one height; only those near the screen are in the page. Arrow keys, Page up and down, Home and End move. */
export function TensorTable({ rows, sort, onSort }: { rows: readonly TensorRow[]; sort: string | null; onSort(sort: string): void }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  // No React Compiler is used, whose caching this library would break.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 16, scrollMargin: headPx, scrollPaddingStart: headPx });
  const items = virtual.getVirtualItems();
  const above = (items[0]?.start ?? headPx) - headPx;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? headPx) + headPx;
  const current = Math.min(at, rows.length - 1);
  const move = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPx) / rowPx) - 2);
    const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -rows.length, End: rows.length };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.target !== scroller.current) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(Math.max(current + step, 0), rows.length - 1);
    setAt(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  return (
    <div className="table-scroll tensor-scroll" ref={scroller} tabIndex={0} role="group" aria-label="Tensors" aria-activedescendant={rows[current] ? `tensor-${current}` : undefined} onKeyDown={move}>
      <table className="table tensor-table" aria-rowcount={rows.length}>
        <thead>
          <tr>
            <SortHead label="Tensor" by="name" sort={sort} onSort={onSort} />
            <SortHead label="Type" by="type" sort={sort} onSort={onSort} />
            <SortHead label="Shape" by="shape" sort={sort} onSort={onSort} num />
            <SortHead label="Bits per weight" by="bits" sort={sort} onSort={onSort} num />
            <SortHead label="Size" by="size" sort={sort} onSort={onSort} num />
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr aria-hidden="true" className="tensor-gap" style={{ height: above }} />}
          {items.map(({ index, key }) => {
            const row = rows[index]!;
            return (
              <tr key={key} id={`tensor-${index}`} aria-rowindex={index + 1} aria-selected={index === current} onClick={() => setAt(index)}>
                <td className="mono clip">{row.name}</td>
                <td>
                  <code>{row.type}</code>
                </td>
                <td className="num">{shapeText(row)}</td>
                <td className="num">{row.bitsPerWeight.toFixed(2)}</td>
                <td className="num">
                  <Measure text={formatBytes(row.sizeBytes)} />
                </td>
              </tr>
            );
          })}
          {below > 0 && <tr aria-hidden="true" className="tensor-gap" style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  );
}
