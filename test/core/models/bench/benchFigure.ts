import type { BenchFigure } from "../../../../shared/schemas/bench.ts";

export const benchFigure = (more: Partial<BenchFigure> = {}): BenchFigure => ({
  series: "depth", replicas: 1, threads: 1, streams: 1, depthTokens: 0, batchTokens: 256, promptTokensPerSecond: 600, generationTokensPerSecond: 70, firstTokenMs: 30, memoryBytes: 3e8, ...more,
});
