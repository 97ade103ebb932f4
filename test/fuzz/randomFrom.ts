export type Random = ReturnType<typeof randomFrom>;

/** Numbers that look random and are the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  function below(limit: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  }
  return { below, oneOf: <T>(values: readonly T[]): T => values[below(values.length)]! };
}
