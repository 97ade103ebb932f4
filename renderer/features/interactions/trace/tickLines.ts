import { mostTicks } from "./TimeAxis.tsx";
import { ticks, type TimeWindow } from "./timeWindow.ts";

/** A CSS picture of the axis's lines behind each bar: one for all rows, where an element a line and row would be thousands. */
export function tickLines(window: TimeWindow): string {
  const places = ticks(window, mostTicks).map((ms) => `${((ms - window.fromMs) / (window.toMs - window.fromMs)) * 100}%`);
  if (places.length === 0) return "none";
  return `linear-gradient(to right, ${places.map((at) => `transparent ${at}, var(--line) ${at}, var(--line) calc(${at} + 1px), transparent calc(${at} + 1px)`).join(", ")})`;
}
