/** A stretch of a trace's time, in ms from its start. */
export type TimeWindow = { fromMs: number; toMs: number };

const leastMs = 0.001;

/** As the address says it: `120-560.5`; null where it says nothing, or nonsense. */
export function readWindow(text: string | null, totalMs: number): TimeWindow | null {
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text ?? "") ?? [];
  const window = { fromMs: Number(from), toMs: Math.min(Number(to), totalMs) };
  return from !== undefined && window.toMs - window.fromMs >= leastMs ? window : null;
}

const written = (ms: number) => String(Number(ms.toFixed(3)));
/** The whole trace is not written. */
export const writeWindow = ({ fromMs, toMs }: TimeWindow, totalMs: number): string | null => (fromMs <= 0 && toMs >= totalMs ? null : `${written(Math.max(0, fromMs))}-${written(Math.min(toMs, totalMs))}`);

/** `window` stretched by `factor` (under 1: closer) around `atMs`, inside the trace. */
export function zoomed({ fromMs, toMs }: TimeWindow, factor: number, atMs: number, totalMs: number): TimeWindow {
  const span = Math.min(Math.max((toMs - fromMs) * factor, leastMs), totalMs);
  const share = toMs > fromMs ? (atMs - fromMs) / (toMs - fromMs) : 0.5;
  const from = Math.min(Math.max(atMs - share * span, 0), totalMs - span);
  return { fromMs: from, toMs: from + span };
}

/** `window`, moved so far that the stretch from `startMs` to `endMs`, or at least its start, is in it. */
export function movedTo(window: TimeWindow, startMs: number, endMs: number, totalMs: number): TimeWindow {
  if (endMs >= window.fromMs && startMs <= window.toMs) return window;
  const spanMs = window.toMs - window.fromMs;
  const from = Math.min(Math.max(startMs - spanMs / 10, 0), Math.max(totalMs - spanMs, 0));
  return { fromMs: from, toMs: from + spanMs };
}

/** Round times for an axis, at most `most` of them: 0, 200 ms, 400 ms … */
export function ticks({ fromMs, toMs }: TimeWindow, most: number): number[] {
  const least = (toMs - fromMs) / most;
  if (!(least > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((each) => each >= least)!;
  const found: number[] = [];
  for (let n = Math.ceil(fromMs / step); n * step <= toMs; n++) found.push(Number((n * step).toPrecision(12)));
  return found;
}
