import { judge, kindOfReason } from "./judge.ts";
import { mutate, type Mutant, type Source } from "./mutate.ts";
import { randomFrom } from "./randomFrom.ts";

/** `let`: mutants that the check lets through, as many as asked for, spread over the whole run. */
export type Fuzzed = {
  mutants: number;
  byReason: Map<string, number>;
  crashes: { how: string; error: string }[];
  slowest: { how: string; tookMs: number };
  mostHeapBytes: number;
  letThrough: number;
  kept: Mutant[];
};

const limitMs = 1000;
const allowed = "let through";

/** Whether the mutant took longer than a second: a hang. */
export const hangs = ({ slowest }: Fuzzed) => slowest.tookMs > limitMs;

/** Mutates the sources' headers in turn and has the check judge each. `keepOneIn`: of those that it lets through, one in so many is kept. */
export function fuzzHeaders(sources: Source[], { mutants, seed, keepOneIn = Infinity, onEach = () => {} }: { mutants: number; seed: number; keepOneIn?: number; onEach?: (done: number) => void }): Fuzzed {
  const random = randomFrom(seed);
  const fuzzed: Fuzzed = { mutants, byReason: new Map(), crashes: [], slowest: { how: "", tookMs: 0 }, mostHeapBytes: 0, letThrough: 0, kept: [] };
  for (let index = 0; index < mutants; index++) {
    const mutant = mutate(random, sources[index % sources.length]!);
    const how = `${mutant.source.name}: ${mutant.how}`;
    try {
      const { reason, tookMs } = judge(mutant);
      if (tookMs > fuzzed.slowest.tookMs) fuzzed.slowest = { how, tookMs };
      const kind = reason === null ? allowed : kindOfReason(reason);
      fuzzed.byReason.set(kind, (fuzzed.byReason.get(kind) ?? 0) + 1);
      if (reason === null && fuzzed.letThrough++ % keepOneIn === 0) fuzzed.kept.push(mutant);
    } catch (error) {
      fuzzed.crashes.push({ how, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    if (index % 100 === 0) fuzzed.mostHeapBytes = Math.max(fuzzed.mostHeapBytes, process.memoryUsage().heapUsed);
    onEach(index + 1);
  }
  return fuzzed;
}
