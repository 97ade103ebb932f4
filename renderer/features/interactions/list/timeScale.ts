const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** A round number of milliseconds that most of the durations fit in: their 90th percentile, rounded up. One slow answer must not flatten all bars. */
export function timeScale(durationsMs: readonly number[]): number {
  const sorted = durationsMs.toSorted((a, b) => a - b);
  const most = Math.max(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.9))] ?? 0, 10);
  const power = 10 ** Math.floor(Math.log10(most));
  return steps.find((step) => step * power >= most)! * power;
}

/** A scale without digits that say nothing: 800 ms, 2.5 s, 5 min. */
export function scaleWords(scaleMs: number): string {
  if (scaleMs < 1000) return `${scaleMs} ms`;
  return scaleMs < 120_000 ? `${scaleMs / 1000} s` : `${Math.round(scaleMs / 60_000)} min`;
}
