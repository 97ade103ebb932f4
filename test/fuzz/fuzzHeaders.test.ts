import { describe, expect, it } from "vitest";
import { fuzzHeaders, hangs } from "./fuzzHeaders.ts";
import { openKept } from "./openKept.ts";
import { shippedSources } from "./sources.ts";

const mutants = 500;

describe("damaged headers of real files", () => {
  const sources = shippedSources();

  it("are walked field by field, up to the end of the header", () => {
    const { fields, entries, tensors, endBytes } = sources[0]!.walked;
    expect(tensors).toHaveLength(38);
    expect(tensors.at(-1)!.end).toBe(endBytes);
    expect(entries[0]!.start).toBe(24);
    expect(fields.filter(({ kind }) => kind === "offset")).toHaveLength(38);
  });

  it(`are each refused with a reason or let through, without a crash and within a second: ${mutants} of them, and llama.cpp aborts on none of those let through`, async () => {
    const fuzzed = fuzzHeaders(sources, { mutants, seed: 20, keepOneIn: 3 });
    expect(fuzzed.crashes).toEqual([]);
    expect(hangs(fuzzed), fuzzed.slowest.how).toBe(false);
    expect(fuzzed.mostHeapBytes).toBeLessThan(500e6);
    expect([...fuzzed.byReason.values()].reduce((sum, count) => sum + count, 0)).toBe(mutants);
    expect(fuzzed.byReason.size).toBeGreaterThan(20);
    expect(fuzzed.letThrough).toBeGreaterThan(50);
    const opened = await openKept(fuzzed.kept, null);
    expect(opened.died).toEqual([]);
    expect(opened.answered).toBeGreaterThan(0);
  }, 120_000);
});
