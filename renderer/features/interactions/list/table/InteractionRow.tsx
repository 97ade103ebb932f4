import { memo, type MouseEvent } from "react";
import type { InteractionSummary } from "../../../../../shared/schemas/interaction.ts";
import { classes } from "../../../../components/classes.ts";
import { useInteractions } from "../interactionsStore.ts";
import type { ShownColumn } from "./columnsStore.ts";

type InteractionRowProps = { interaction: InteractionSummary; index: number; columns: readonly ShownColumn[]; isSelected: boolean; isMarked: boolean; scaleMs: number; onOpen(id: string): void };

/** One interaction in the list. The selected row is the one that Tab reaches. */
export const InteractionRow = memo(function InteractionRow({ interaction, index, columns, isSelected, isMarked, scaleMs, onOpen }: InteractionRowProps) {
  const { id } = interaction;
  const { select, toggleMark, markTo } = useInteractions.getState();
  const onClick = (event: MouseEvent) => {
    if (event.shiftKey) return void markTo(id);
    if (event.ctrlKey || event.metaKey) toggleMark(id);
    select(id);
  };
  return (
    <tr aria-rowindex={index + 2} aria-selected={isSelected} tabIndex={isSelected ? 0 : -1} data-interaction={id} className={classes(isMarked && "is-marked")} onClick={onClick} onDoubleClick={() => onOpen(id)} onContextMenu={() => select(id)}>
      <td>
        <input type="checkbox" className="mark-box" tabIndex={-1} checked={isMarked} aria-label={`Mark ${id}`} onChange={(event) => ((event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey ? void markTo(id) : toggleMark(id))} onClick={(event) => event.stopPropagation()} />
      </td>
      {columns.map((column) => (
        <td key={column.id} className={column.isNumber ? "num" : "clip"} title={column.hover?.(interaction)}>
          {column.cell(interaction, scaleMs)}
        </td>
      ))}
    </tr>
  );
});
