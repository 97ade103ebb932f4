import type { SpanTree } from "./spanTree.ts";

/** The indexes of the spans that have a row: all but those below a collapsed one, in the order of the tree. */
export function visibleRows({ order, size }: Pick<SpanTree, "order" | "size">, collapsed: ReadonlySet<number>): Int32Array {
  if (collapsed.size === 0) return order;
  const rows = new Int32Array(order.length);
  let count = 0;
  for (let position = 0; position < order.length; ) {
    const index = order[position]!;
    rows[count++] = index;
    position += collapsed.has(index) ? size[index]! : 1;
  }
  return rows.subarray(0, count);
}

/** `collapsed` without what hides a span. */
export function uncovered({ parent }: Pick<SpanTree, "parent">, collapsed: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const open = new Set(collapsed);
  for (let above = parent[index]!; above >= 0; above = parent[above]!) open.delete(above);
  return open.size === collapsed.size ? collapsed : open;
}
