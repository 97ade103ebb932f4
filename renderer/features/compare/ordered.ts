import type { Comparison, ComparisonCell } from "../../../shared/schemas/comparison.ts";

/** A comparison with its columns in the order of the screen. `rows[r][c]` answers input `r` in column `c`; `original` is a column's index as it was asked for. */
export type Ordered = { targets: string[]; original: number[]; rows: ComparisonCell[][] };

/** The order that an address says, as `1,0`; what is no order of `count` columns gives the one that was asked for. */
export function readOrder(text: string | null, count: number): number[] {
  const order = (text ?? "").split(",").map(Number);
  const isOrder = order.length === count && new Set(order).size === count && order.every((each) => Number.isInteger(each) && each >= 0 && each < count);
  return isOrder ? order : Array.from({ length: count }, (_, index) => index);
}

/** Headings, cells and totals all come from here, so that they cannot stand in different orders. */
export function orderedBy({ targets, inputs, cells }: Comparison, order: readonly number[]): Ordered {
  const at = new Map(cells.map((cell) => [cell.row * targets.length + cell.column, cell]));
  return {
    targets: order.map((column) => targets[column]!),
    original: [...order],
    rows: inputs.map((_, row) => order.map((column) => at.get(row * targets.length + column)!)),
  };
}

/** The order with the column at `position` made the first one, against which the others are shown. */
export function madeFirst(order: readonly number[], position: number): number[] {
  return [order[position]!, ...order.filter((_, index) => index !== position)];
}
