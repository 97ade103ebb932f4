import type { Span } from "../rowWindow.ts";

/** How many interactions of a list began in a span of time, and how many of those failed. */
export type Bar = Span & { count: number; failed: number };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 28 * day];
const mostBars = 120;

/** The round length of time, in ms and at least a second, of which about 120 at most make up a span. */
export function barMs({ fromMs, toMs }: Span): number {
  const least = (toMs - fromMs) / mostBars;
  return steps.find((step) => step >= least) ?? Math.ceil(least / (28 * day)) * 28 * day;
}

/** A span that begins and ends at whole bars. */
export function wholeBars({ fromMs, toMs }: Span, stepMs: number): Span {
  return { fromMs: Math.floor(fromMs / stepMs) * stepMs, toMs: Math.ceil(toMs / stepMs) * stepMs };
}

/** A length of a bar in words: 15 min, 6 h, 2 days. */
export function stepWords(stepMs: number): string {
  const [size, unit] = stepMs >= day ? [stepMs / day, stepMs === day ? "day" : "days"] : stepMs >= hour ? [stepMs / hour, "h"] : stepMs >= minute ? [stepMs / minute, "min"] : stepMs >= second ? [stepMs / second, "s"] : [stepMs, "ms"];
  return size === 1 && unit === "day" ? "day" : `${size} ${unit}`;
}

/** The counts of coarse bars narrowed to where something is; null: nothing is anywhere. */
export function busySpan(bars: readonly Bar[]): Span | null {
  const busy = bars.filter(({ count }) => count > 0);
  if (busy.length === 0) return null;
  return { fromMs: Math.min(...busy.map(({ fromMs }) => fromMs)), toMs: Math.max(...busy.map(({ toMs }) => toMs)) };
}
