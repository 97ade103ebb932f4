/** The milliseconds of `count` runs, one after the other; each gets its number. */
export async function timesOf(count: number, run: (n: number) => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const startedAt = performance.now();
    await run(n);
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Nearest rank. */
export const percentile = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)]!;

/** One line of a table of times: ours, and the bare query beside it. */
export function line(name: string, ours: number[], bare: number[] | null, goal: string): string {
  const figures = (times: number[]) => `p50 ${percentile(times, 0.5).toFixed(1).padStart(6)}  p95 ${percentile(times, 0.95).toFixed(1).padStart(6)}  most ${Math.max(...times).toFixed(1).padStart(6)}`;
  return `  ${name.padEnd(30)} ${figures(ours)}${bare ? `   raw: ${figures(bare)}` : ""}   ${goal}`;
}
