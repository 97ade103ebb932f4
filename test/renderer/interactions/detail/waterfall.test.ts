import { expect, it } from "vitest";
import fc from "fast-check";
import { waterfall } from "../../../../renderer/features/interactions/detail/waterfall.ts";

const lines = (timings: Parameters<typeof waterfall>[0]) => waterfall(timings)!.phases.map(({ name, startMs, durationMs }) => [name, startMs, durationMs]);
const none = { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: null, generationMs: null, totalMs: null, tokensPerSecond: null };

it("lays load, queue, prompt and answer one after the other, the first token where the prompt ends", () => {
  expect(lines({ loadMs: 400, queueMs: 50, promptMs: 100, firstTokenMs: 600, generationMs: 1000, totalMs: 1600, tokensPerSecond: 10 })).toEqual([
    ["load", 0, 400],
    ["prepare", 400, 50],
    ["queue", 450, 50],
    ["prompt", 500, 100],
    ["answer", 600, 1000],
  ]);
});

it("leaves out a load that took no time and parts that are too short to see", () => {
  expect(lines({ loadMs: 0, queueMs: 0, promptMs: 98, firstTokenMs: 100, generationMs: 900, totalMs: 1002, tokensPerSecond: 10 }).map(([name]) => name)).toEqual(["queue", "prompt", "answer"]);
});

it("shows how far a request came that failed, and nothing while it runs", () => {
  expect(lines({ ...none, loadMs: 400, totalMs: 1000 })).toEqual([["load", 0, 400], ["finish", 400, 600]]);
  expect(lines({ ...none, totalMs: 5 })).toEqual([]);
  expect(waterfall(none)).toBeNull();
});

it("shows the wait for the first token and the answer where no more was recorded, as of calls elsewhere", () => {
  expect(lines({ ...none, firstTokenMs: 300, totalMs: 1300 })).toEqual([["first token", 0, 300], ["answer", 300, 1000]]);
});

it("keeps every part inside the whole and in its order, whatever the clocks say", () => {
  const ms = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(ms, ms, ms, ms, ms, fc.double({ min: 0.001, max: 1e6, noNaN: true }), (loadMs, queueMs, promptMs, firstTokenMs, generationMs, totalMs) => {
      let end = 0;
      for (const { startMs, durationMs } of waterfall({ loadMs, queueMs, promptMs, firstTokenMs, generationMs, totalMs, tokensPerSecond: null })!.phases) {
        expect(startMs).toBeGreaterThanOrEqual(end);
        expect(durationMs).toBeGreaterThanOrEqual(0);
        end = startMs + durationMs;
      }
      expect(end).toBeLessThanOrEqual(totalMs * (1 + 1e-9));
    }),
  );
});
