import { mark, type SpanTree } from "./spanTree.ts";

/** A time in which nothing of the trace ran but its top spans: waiting that no span explains. */
export type Gap = { fromMs: number; toMs: number };
export type TraceTotals = { spans: number; calls: number; errors: number; orphans: number; cycles: number; oddClocks: number; running: number; promptTokens: number | null; completionTokens: number | null; gaps: Gap[]; gapMs: number };

/** Shorter waits are no gap: clocks and schedulers make them. */
const leastGapMs = 1;

export function traceTotals(tree: SpanTree): TraceTotals {
  const { spans, marks } = tree;
  const totals: TraceTotals = { spans: spans.length, calls: 0, errors: 0, orphans: 0, cycles: 0, oddClocks: 0, running: 0, promptTokens: null, completionTokens: null, gaps: gapsOf(tree), gapMs: 0 };
  spans.forEach((span, index) => {
    const bits = marks[index]!;
    if (span.kind === "model") totals.calls++;
    if (span.status === "error") totals.errors++;
    if (span.status === "running") totals.running++;
    if (bits & mark.orphan) totals.orphans++;
    if (bits & mark.cycle) totals.cycles++;
    if (bits & mark.clock) totals.oddClocks++;
    if (span.promptTokens !== null) totals.promptTokens = (totals.promptTokens ?? 0) + span.promptTokens;
    if (span.completionTokens !== null) totals.completionTokens = (totals.completionTokens ?? 0) + span.completionTokens;
  });
  totals.gapMs = totals.gaps.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return totals;
}

/** Where no span below the top, nor a top span without children, runs. */
function gapsOf({ order, size, parent, startMs, endMs, marks, totalMs }: SpanTree): Gap[] {
  const working = Array.from(order)
    .filter((index) => (parent[index]! >= 0 || size[index] === 1) && !(marks[index]! & mark.clock))
    .sort((a, b) => startMs[a]! - startMs[b]!);
  const gaps: Gap[] = [];
  let untilMs = 0;
  for (const index of working) {
    if (startMs[index]! - untilMs >= leastGapMs) gaps.push({ fromMs: untilMs, toMs: startMs[index]! });
    untilMs = Math.max(untilMs, endMs[index]!);
  }
  if (working.length > 0 && totalMs - untilMs >= leastGapMs) gaps.push({ fromMs: untilMs, toMs: totalMs });
  return gaps;
}
