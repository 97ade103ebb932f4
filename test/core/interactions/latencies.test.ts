import { expect, it } from "vitest";
import { createLatencyScale, percentileOf } from "../../../electron/core/interactions/search/latencies.ts";

it("takes the nearest rank, and none of nothing", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
  expect([0.5, 0.95, 0.99, 1].map((share) => percentileOf(hundred, share))).toEqual([50, 95, 99, 100]);
  expect(percentileOf([7], 0.5)).toBe(7);
  expect([percentileOf([], 0.5), createLatencyScale().percentile(0.5)]).toEqual([null, null]);
});

it("is at most 1% off on the scale, however long or short they are", () => {
  for (const ms of [1, 12.5, 800, 61_000, 25_200_000, 1e12]) {
    const scale = createLatencyScale();
    for (let n = 0; n < 99; n++) scale.add(0.2);
    scale.add(ms);
    expect(scale.percentile(0.99)).toBe(0);
    expect(Math.abs(scale.percentile(1)! - ms) / ms).toBeLessThan(0.01);
  }
});
