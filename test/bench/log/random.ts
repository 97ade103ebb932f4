/** Chance that comes out the same for the same seed (mulberry32): numbers from 0 up to 1. */
export function createRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    /** A place of a list of `count`, the first ones far more often, as words and users are (about Zipf). */
    ranked: (count: number): number => Math.min(count - 1, Math.floor(count ** next()) - 1),
    /** About log-normal around `middle`. */
    around: (middle: number, spread = 0.7): number => middle * Math.exp(spread * (next() + next() + next() - 1.5) * 2),
  };
}
export type Random = ReturnType<typeof createRandom>;
