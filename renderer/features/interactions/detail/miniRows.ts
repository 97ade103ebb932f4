import type { SpanTree } from "../trace/spanTree.ts";

const mostRows = 9;

/** The spans of a small picture, in the order of the tree: the way down to `own`, what is nearest around it, and what fits besides. */
export function miniRows({ order, place, parent }: Pick<SpanTree, "order" | "place" | "parent">, own: number): number[] {
  const chosen = new Set<number>(own < 0 ? order.slice(0, 1) : []);
  for (let at = own; at >= 0 && chosen.size < mostRows / 2; at = parent[at]!) chosen.add(at);
  const middle = own < 0 ? 0 : place[own]!;
  for (let step = 1; step < order.length && chosen.size < mostRows; step++) {
    for (const position of [middle + step, middle - step]) if (position >= 0 && position < order.length && chosen.size < mostRows) chosen.add(order[position]!);
  }
  return [...chosen].sort((a, b) => place[a]! - place[b]!);
}
