import type { TensorRow } from "../../../../shared/schemas/model.ts";
import { byText } from "../library.ts";

/** "2,048 × 128": as the file has it, the row length first. */
export const shapeText = ({ shape }: TensorRow) => shape.map((each) => each.toLocaleString("en-US")).join(" × ");
const elements = ({ shape }: TensorRow) => shape.reduce((product, each) => product * each, 1);

const orders: Record<string, (a: TensorRow, b: TensorRow) => number> = {
  name: (a, b) => byText.compare(a.name, b.name),
  type: (a, b) => byText.compare(a.type, b.type),
  shape: (a, b) => elements(a) - elements(b),
  size: (a, b) => a.sizeBytes - b.sizeBytes,
  bits: (a, b) => a.bitsPerWeight - b.bitsPerWeight,
};

/** The tensors whose name, type or shape has every word of `text`, in the order of `sort` (with a minus falling); without it in the file's. */
export function shownTensors(rows: readonly TensorRow[], text: string, sort: string | null): TensorRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = rows.filter((row) => words.every((word) => `${row.name} ${row.type} ${row.shape.join("x")}`.toLowerCase().includes(word)));
  const order = orders[sort?.replace("-", "") ?? ""];
  if (!order) return hits;
  const sign = sort!.startsWith("-") ? -1 : 1;
  return hits.toSorted((a, b) => sign * order(a, b));
}

export type TypeSum = { type: string; tensors: number; sizeBytes: number; share: number; bitsPerWeight: number };

/** What the tensors of each type come to, the largest first; `share` is of all bytes. */
export function byType(rows: readonly TensorRow[]): TypeSum[] {
  const wholeBytes = rows.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [...Map.groupBy(rows, ({ type }) => type)]
    .map(([type, members]) => {
      const sizeBytes = members.reduce((sum, each) => sum + each.sizeBytes, 0);
      const weights = members.reduce((sum, each) => sum + elements(each), 0);
      return { type, tensors: members.length, sizeBytes, share: wholeBytes === 0 ? 0 : sizeBytes / wholeBytes, bitsPerWeight: weights === 0 ? 0 : (sizeBytes * 8) / weights };
    })
    .sort((a, b) => b.sizeBytes - a.sizeBytes);
}

/** The tensors as a table of tabs, for a spreadsheet. */
export function tensorTable(rows: readonly TensorRow[]): string {
  const cells = rows.map(({ name, type, shape, sizeBytes, bitsPerWeight }) => [name, type, shape.join("x"), sizeBytes, bitsPerWeight]);
  return [["name", "type", "shape", "sizeBytes", "bitsPerWeight"], ...cells].map((row) => row.map((cell) => String(cell).replaceAll(/[\t\r\n]/g, " ")).join("\t")).join("\n");
}
