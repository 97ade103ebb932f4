import type { TraceSpan } from "../../../../shared/schemas/trace.ts";
import { breakCycles } from "./breakCycles.ts";
import { eachInSlices, type Slices } from "./slices.ts";

/** What is odd or noteworthy about a span, as bits. */
export const mark = { orphan: 1, cycle: 2, clock: 4, errorBelow: 8 } as const;

/**
 * The spans of a trace as a tree, in arrays by a span's index: each is one number a span, so that tens of thousands cost nothing.
 * Times are milliseconds from `originAt`.
 */
export type SpanTree = {
  spans: TraceSpan[];
  byId: Map<string, number>;
  /** -1: it stands at the top. */
  parent: Int32Array;
  depth: Uint16Array;
  /** All indexes, parents before children, children by their start. */
  order: Int32Array;
  /** Where a span stands in `order`. */
  place: Int32Array;
  /** How many spans a span holds, itself included; they follow it in `order`. */
  size: Int32Array;
  marks: Uint8Array;
  startMs: Float64Array;
  /** The start again where the end is not known. */
  endMs: Float64Array;
  /** Epoch milliseconds. */
  originAt: number;
  totalMs: number;
};

/** A child that starts this much before its parent has another clock. */
const skewMs = 1;

/** Builds the tree in slices. Of a span that came twice the interaction, or else the last one, counts. */
export async function buildSpanTree(given: readonly TraceSpan[], slices: Slices): Promise<SpanTree> {
  const spans: TraceSpan[] = [];
  const byId = new Map<string, number>();
  await eachInSlices(given.length, slices, (index) => {
    const span = given[index]!;
    const known = byId.get(span.spanId);
    if (known === undefined) byId.set(span.spanId, spans.push(span) - 1);
    else if (spans[known]!.interactionId === null || span.interactionId !== null) spans[known] = span;
  });
  const count = spans.length;
  const tree: SpanTree = {
    spans, byId, parent: new Int32Array(count).fill(-1), depth: new Uint16Array(count), order: new Int32Array(count), place: new Int32Array(count), size: new Int32Array(count).fill(1),
    marks: new Uint8Array(count), startMs: new Float64Array(count), endMs: new Float64Array(count), originAt: 0, totalMs: 0,
  };
  await eachInSlices(count, slices, (index) => hang(tree, index));
  breakCycles(tree.parent, (index) => (tree.marks[index]! |= mark.cycle));
  await eachInSlices(count, slices, (index) => markClock(tree, index));
  measure(tree);
  await order(tree, slices);
  return tree;
}

function hang({ spans, byId, parent, marks }: SpanTree, index: number): void {
  const { parentSpanId } = spans[index]!;
  if (parentSpanId === null) return;
  const above = byId.get(parentSpanId);
  if (above === undefined) marks[index]! |= mark.orphan;
  else parent[index] = above;
}

function markClock({ spans, parent, marks }: SpanTree, index: number): void {
  const { startedAt, durationMs, clockMark } = spans[index]!;
  const above = parent[index]!;
  const isBeforeParent = above >= 0 && spans[above]!.clockMark === null && startedAt < spans[above]!.startedAt - skewMs;
  if (clockMark !== null || (durationMs ?? 0) < 0 || isBeforeParent) marks[index]! |= mark.clock;
}

/** The trace's span of time is that of the spans with good clocks: one from the year 9999 does not stretch it. */
function measure(tree: SpanTree): void {
  const { spans, marks, startMs, endMs } = tree;
  const endOf = ({ startedAt, durationMs }: TraceSpan) => startedAt + Math.max(0, durationMs ?? 0);
  const isSound = marks.some((bits) => !(bits & mark.clock));
  let from = Infinity;
  let to = -Infinity;
  spans.forEach((span, index) => {
    if (isSound && marks[index]! & mark.clock) return;
    from = Math.min(from, span.startedAt);
    to = Math.max(to, endOf(span));
  });
  tree.originAt = spans.length > 0 ? from : 0;
  tree.totalMs = spans.length > 0 ? to - from : 0;
  spans.forEach((span, index) => {
    startMs[index] = span.startedAt - tree.originAt;
    endMs[index] = endOf(span) - tree.originAt;
  });
}

/** Depth first, children by their start; sizes and errors go up to the parents. */
async function order(tree: SpanTree, slices: Slices): Promise<void> {
  const { spans, parent, depth, order, place, size, marks, startMs } = tree;
  const count = spans.length;
  const byStart = Array.from({ length: count }, (_, index) => index).sort((a, b) => startMs[a]! - startMs[b]! || a - b);
  if (slices.isUsedUp()) await slices.rest();
  const firstChild = new Int32Array(count).fill(-1);
  const nextSibling = new Int32Array(count).fill(-1);
  let firstTop = -1;
  for (const index of byStart.reverse()) {
    const above = parent[index]!;
    nextSibling[index] = above < 0 ? firstTop : firstChild[above]!;
    if (above < 0) firstTop = index;
    else firstChild[above] = index;
  }
  let at = firstTop;
  await eachInSlices(count, slices, (position) => {
    order[position] = at;
    place[at] = position;
    const above = parent[at]!;
    depth[at] = above < 0 ? 0 : Math.min(65_535, depth[above]! + 1);
    if (firstChild[at]! >= 0) {
      at = firstChild[at]!;
      return;
    }
    while (at >= 0 && nextSibling[at]! < 0) at = parent[at]!;
    at = at < 0 ? -1 : nextSibling[at]!;
  });
  await eachInSlices(count, slices, (fromEnd) => {
    const index = order[count - 1 - fromEnd]!;
    const above = parent[index]!;
    if (above < 0) return;
    size[above]! += size[index]!;
    if (spans[index]!.status === "error" || marks[index]! & mark.errorBelow) marks[above]! |= mark.errorBelow;
  });
}
