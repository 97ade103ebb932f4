import type { BenchFigure, BestReplicas } from "../../../../shared/schemas/bench.ts";

/** Less than this is chance: then fewer processes, which take less memory, are the better choice. */
const leastGain = 1.05;

/** Which replicas and threads gave the most tokens per second together, at the most answers at one time that were measured; null where none were. */
export function bestReplicas(figures: BenchFigure[]): BestReplicas | null {
  const spread = figures.filter(({ series, generationTokensPerSecond }) => series === "replicas" && generationTokensPerSecond !== null);
  const streams = Math.max(...spread.map((figure) => figure.streams));
  const candidates = spread.filter((figure) => figure.streams === streams).sort((a, b) => a.replicas * a.threads - b.replicas * b.threads || a.replicas - b.replicas);
  let best: BenchFigure | undefined;
  for (const figure of candidates) if (!best || figure.generationTokensPerSecond! > best.generationTokensPerSecond! * leastGain) best = figure;
  return best ? { replicas: best.replicas, threads: best.threads, streams, tokensPerSecond: best.generationTokensPerSecond! } : null;
}
