import { mark, type SpanTree } from "./spanTree.ts";
import { eachInSlices, type Slices } from "./slices.ts";

/** A stretch of time, in ms from the trace's start, that the trace's end waited for; `span`'s own work, not its children's. */
export type PathPart = { span: number; fromMs: number; toMs: number };

/**
 * What determined how long the trace took, last first: from the end of the top span that ends last, always to the child that
 * ended last before, down to the start. Spans with odd clocks are left out.
 */
export async function criticalPath(tree: SpanTree, slices: Slices): Promise<PathPart[]> {
  const { parent, startMs, endMs, marks } = tree;
  const byEnd = Array.from(tree.order)
    .filter((index) => !(marks[index]! & mark.clock))
    .sort((a, b) => endMs[b]! - endMs[a]! || startMs[b]! - startMs[a]!);
  if (slices.isUsedUp()) await slices.rest();
  const children = new Map<number, number[]>();
  await eachInSlices(byEnd.length, slices, (position) => {
    const index = byEnd[position]!;
    const siblings = children.get(parent[index]!);
    if (siblings) siblings.push(index);
    else children.set(parent[index]!, [index]);
  });
  const last = children.get(-1)?.[0];
  const parts: PathPart[] = [];
  if (last === undefined) return parts;

  const add = (span: number, fromMs: number, toMs: number) => void (toMs > fromMs && parts.push({ span, fromMs, toMs }));
  /** The spans on the way down: the next child of each to look at, its end (a child that outlives its parent is waited for until the parent's end), and from when on its time is accounted for. */
  const way = [{ span: last, child: 0, endMs: endMs[last]!, knownFromMs: endMs[last]! }];
  for (let steps = 0; way.length > 0; steps++) {
    const here = way.at(-1)!;
    const child = children.get(here.span)?.[here.child++];
    if (child === undefined) {
      add(here.span, startMs[here.span]!, here.knownFromMs);
      way.pop();
      const above = way.at(-1);
      if (above) above.knownFromMs = Math.min(above.knownFromMs, startMs[here.span]!);
    } else {
      const childEndMs = Math.min(endMs[child]!, here.endMs);
      if (childEndMs <= here.knownFromMs && startMs[child]! < childEndMs) {
        add(here.span, childEndMs, here.knownFromMs);
        way.push({ span: child, child: 0, endMs: childEndMs, knownFromMs: childEndMs });
      }
    }
    if ((steps & 511) === 511 && slices.isUsedUp()) await slices.rest();
  }
  return parts;
}
