import { dateOf, parquetColumns } from "./parquetColumns.ts";
import type { WriteRecords } from "./selected.ts";

/** A row of the table, its cells in the order of `parquetColumns`, and the folders that it goes to. */
export type ParquetRow = { day: string; model: string | null; cells: (string | number | Date | string[] | null)[]; sizeChars: number };

/** One row an interaction. */
export const writeParquetRow: WriteRecords<ParquetRow> = (selected) => {
  let isReplaced = false;
  let sizeChars = 0;
  const whole = (text: string): string => {
    const wellFormed = text.toWellFormed();
    isReplaced ||= wellFormed !== text;
    sizeChars += text.length;
    return wellFormed;
  };
  const cells = parquetColumns.map(({ of }) => {
    const cell = of(selected);
    if (typeof cell === "string") return whole(cell);
    return Array.isArray(cell) ? cell.map(whole) : cell;
  });
  const { createdAt, model } = selected.interaction;
  const row: ParquetRow = { day: dateOf(createdAt).toISOString().slice(0, 10), model, cells, sizeChars };
  return { records: [row], changed: isReplaced ? ["Halves of characters, which UTF-8 can't hold, became \ufffd"] : [] };
};
