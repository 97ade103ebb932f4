import { memo, useRef } from "react";
import { Icon } from "../../../../components/Icon.tsx";
import { scaleWords } from "../timeScale.ts";
import { useColumns, type ShownColumn } from "./columnsStore.ts";

/** The columns' widths and names; a name's right edge can be dragged. */
export const TableHead = memo(function TableHead({ columns, scaleMs, isRanked }: { columns: readonly ShownColumn[]; scaleMs: number; isRanked: boolean }) {
  const hasFill = columns.some(({ widthPx }) => widthPx === null);
  return (
    <>
      <colgroup>
        <col style={{ width: 34 }} />
        {columns.map(({ id, widthPx }, index) => (
          <col key={id} style={widthPx === null || (!hasFill && index === columns.length - 1) ? undefined : { width: widthPx }} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          <th scope="col" className="mark-cell">
            <span className="visually-hidden">Marked</span>
          </th>
          {columns.map((column) => (
            <th key={column.id} scope="col" className={column.isNumber ? "num" : undefined} title={column.title} aria-sort={column.id === "createdAt" && !isRanked ? "descending" : undefined}>
              {column.id === "bar" ? (
                <span className="dur-scale" title="The scale of the bars; paler is the wait for the first token">
                  <span>0</span>
                  <span>{scaleWords(scaleMs)}</span>
                </span>
              ) : (
                <span className={column.id === "createdAt" && !isRanked ? "sort" : undefined}>
                  {column.head ?? column.label}
                  {column.id === "createdAt" && !isRanked && <Icon name="down" small />}
                </span>
              )}
              <WidthEdge id={column.id} />
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
});

/** By keys a width is set in the menu of the columns. */
function WidthEdge({ id }: { id: string }) {
  const drag = useRef<{ fromPx: number; widthPx: number } | null>(null);
  return (
    <span
      className="width-edge"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { fromPx: event.clientX, widthPx: event.currentTarget.parentElement!.offsetWidth };
      }}
      onPointerMove={(event) => drag.current && useColumns.getState().setWidth(id, drag.current.widthPx + event.clientX - drag.current.fromPx)}
      onPointerUp={() => (drag.current = null)}
    />
  );
}
