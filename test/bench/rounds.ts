/** One thing that is measured, again and again in turn with the others. */
export type Contender = { name: string; measure(round: number): Promise<number> };

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Interleaved rounds: each contender once a round, the order turning, so that a machine whose speed drifts is fair to all. The first round warms up. */
export async function interleaved(contenders: Contender[], rounds: number): Promise<Map<string, number[]>> {
  const results = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (let n = 0; n < contenders.length; n++) {
      const { name, measure } = contenders[(n + round) % contenders.length]!;
      const value = await measure(round);
      if (round > 0) results.get(name)!.push(value);
    }
  }
  return results;
}

export const summary = (values: number[], digits = 0): string => `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
