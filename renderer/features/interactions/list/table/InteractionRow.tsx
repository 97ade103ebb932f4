import { memo, useEffect, useRef, type MouseEvent } from "react";
import type { InteractionSummary } from "../../../../../shared/schemas/interaction.ts";
import { classes } from "../../../../components/classes.ts";
import { Bone } from "../../../../components/Skeleton.tsx";
import { useInteractions } from "../interactionsStore.ts";
import type { ShownColumn } from "./columnsStore.ts";

type InteractionRowProps = { /** Undefined: it is on its way. */ interaction: InteractionSummary | undefined; index: number; columns: readonly ShownColumn[]; isSelected: boolean; isMarked: boolean; scaleMs: number; onOpen(id: string): void };

/** One interaction in the list. The selected row is the one that Tab reaches. Scrolling gives the same element other rows: making elements anew is what takes time. */
export const InteractionRow = memo(function InteractionRow({ interaction, index, columns, isSelected, isMarked, scaleMs, onOpen }: InteractionRowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  // Whoever was on the selected row stays with the list when the row is scrolled away.
  useEffect(() => {
    if (!isSelected && document.activeElement === row.current) row.current?.closest<HTMLElement>(".interactions-scroll")?.focus({ preventScroll: true });
  }, [isSelected, interaction]);
  const id = interaction?.id;
  const onClick = (event: MouseEvent) => {
    if (!id) return;
    const { select, toggleMark, markTo } = useInteractions.getState();
    if (event.shiftKey) return void markTo(id);
    if (event.ctrlKey || event.metaKey) toggleMark(id);
    select(id);
  };
  return (
    <tr
      ref={row}
      aria-rowindex={index + 2}
      aria-hidden={id ? undefined : true}
      aria-selected={isSelected}
      tabIndex={isSelected ? 0 : -1}
      data-interaction={id}
      className={classes(isMarked && "is-marked")}
      onClick={onClick}
      onDoubleClick={() => id && onOpen(id)}
      onContextMenu={() => id && useInteractions.getState().select(id)}
    >
      <td className="mark-cell">{id ? <MarkBox id={id} isMarked={isMarked} /> : <Bone width="14px" />}</td>
      {columns.map((column) => (
        <td key={column.id} className={column.isNumber ? "num" : "clip"} title={interaction && column.hover?.(interaction)}>
          {interaction ? column.cell(interaction, scaleMs) : <Bone width={column.isNumber ? "28px" : "62%"} />}
        </td>
      ))}
    </tr>
  );
});

function MarkBox({ id, isMarked }: { id: string; isMarked: boolean }) {
  const { toggleMark, markTo } = useInteractions.getState();
  const onClick = (event: MouseEvent) => {
    event.stopPropagation();
    if (event.shiftKey) void markTo(id);
    else toggleMark(id);
  };
  return <input type="checkbox" className="mark-box" tabIndex={-1} checked={isMarked} aria-label={`Mark ${id}`} onClick={onClick} readOnly />;
}
