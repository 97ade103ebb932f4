import { describe, expect, it } from "vitest";
import { benchPlan, type Stage } from "../../../../electron/core/models/bench/benchPlan.ts";

const facts = { contextLength: 8192, threads: 1, cores: 2, isOnCpu: true };
const spreads = (plan: Stage[]) => plan.filter(({ measurements }) => measurements[0]!.series === "replicas").map(({ replicas, threads, slots }) => ({ replicas, threads, slots }));
const depths = (plan: Stage[]) => plan[0]!.measurements.filter(({ series }) => series === "depth").map(({ depthTokens }) => depthTokens);

describe("what a bench measures", () => {
  it("tries no more threads than cores over all replicas", () => {
    expect(spreads(benchPlan({ path: "/a" }, facts))).toEqual([{ replicas: 1, threads: 1, slots: 8 }, { replicas: 1, threads: 2, slots: 8 }, { replicas: 2, threads: 1, slots: 4 }]);
    expect(spreads(benchPlan({ path: "/a" }, { ...facts, cores: 6 })).every(({ replicas, threads }) => replicas * threads <= 6)).toBe(true);
  });

  it("tries what was asked for, also where it is more than the machine has", () => {
    expect(spreads(benchPlan({ path: "/a", replicas: [3], threads: [2] }, facts))).toEqual([{ replicas: 3, threads: 2, slots: 3 }]);
  });

  it("keeps to one process where a GPU does the work", () => {
    expect(spreads(benchPlan({ path: "/a" }, { ...facts, isOnCpu: false }))).toEqual([{ replicas: 1, threads: 1, slots: 8 }]);
  });

  it("leaves out depths that the model's context does not hold, and loads what the deepest needs", () => {
    expect(depths(benchPlan({ path: "/a" }, facts))).toEqual([0, 512, 2048]);
    expect(depths(benchPlan({ path: "/a" }, { ...facts, contextLength: 512 }))).toEqual([0]);
    for (const contextLength of [128, 512, 4096, 8192, 100_000])
      for (const { contextTokens, measurements } of benchPlan({ path: "/a" }, { ...facts, contextLength }))
        for (const { promptTokens, answerTokens } of measurements) expect(promptTokens + answerTokens).toBeLessThanOrEqual(Math.min(contextTokens, contextLength));
  });

  it("gives every answer at one time a slot of its own", () => {
    for (const { slots, replicas, measurements } of benchPlan({ path: "/a" }, { ...facts, cores: 8 })) for (const { streams } of measurements) expect(streams).toBeLessThanOrEqual(slots * replicas);
  });
});
