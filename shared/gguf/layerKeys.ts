import type { Facts } from "./facts.ts";

export type LayerKeys = ReturnType<typeof createLayerKeys>;

/** Questions to the keys of one architecture: `count` for one whole number (0: it is not there), `at` for the value of one layer. */
export function createLayerKeys(facts: Facts, architecture: string) {
  const known = new Map<string, number[] | null>();
  function numbers(key: string): number[] | null {
    if (!known.has(key)) known.set(key, facts.numbers(`${architecture}.${key}`));
    return known.get(key)!;
  }
  return {
    name: (key: string) => `${architecture}.${key}`,
    has: (key: string) => numbers(key) !== null,
    count: (key: string) => facts.count(`${architecture}.${key}`) ?? 0,
    text: (key: string) => facts.text(`${architecture}.${key}`),
    numbers,
    /** One number stands for all layers. 0: there is none. */
    at(key: string, layer: number): number {
      const values = numbers(key) ?? [];
      return (values.length === 1 ? values[0] : values[layer]) ?? 0;
    },
  };
}
