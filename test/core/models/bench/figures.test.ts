import { describe, expect, it } from "vitest";
import { bestReplicas } from "../../../../electron/core/models/bench/bestReplicas.ts";
import { ratesOf } from "../../../../electron/core/models/bench/measure.ts";
import { benchFigure } from "./benchFigure.ts";

describe("the rates of a round", () => {
  it("count tokens after the first ones over the time from the first of them to the end", () => {
    const answer = { startedAt: 0, firstAt: 100, endedAt: 1100, tokens: 11, promptMs: 100 };
    expect(ratesOf([answer], 512)).toEqual({ promptTokensPerSecond: 5120, generationTokensPerSecond: 10, firstTokenMs: 100 });
    expect(ratesOf([answer, { ...answer, firstAt: 200, endedAt: 2100 }], 512)).toEqual({ promptTokensPerSecond: 5120, generationTokensPerSecond: 10, firstTokenMs: 150 });
  });

  it("say nothing where there was too little to measure", () => {
    expect(ratesOf([{ startedAt: 0, firstAt: 10, endedAt: 10, tokens: 1, promptMs: 10 }], 16)).toMatchObject({ promptTokensPerSecond: null, generationTokensPerSecond: null });
  });
});

describe("the best replicas", () => {
  const spread = (replicas: number, threads: number, generationTokensPerSecond: number, streams = 8) => benchFigure({ series: "replicas", replicas, threads, streams, generationTokensPerSecond });

  it("are those that gave the most with many answers at once, not with one", () => {
    expect(bestReplicas([spread(1, 1, 60), spread(1, 2, 70), spread(2, 1, 121), spread(1, 2, 500, 1)])).toEqual({ replicas: 2, threads: 1, streams: 8, tokensPerSecond: 121 });
  });

  it("are fewer where more gain nothing", () => {
    expect(bestReplicas([spread(2, 1, 102), spread(1, 1, 100)])).toMatchObject({ replicas: 1 });
  });

  it("are not known where none were measured", () => {
    expect(bestReplicas([benchFigure({ series: "depth" })])).toBeNull();
  });
});
