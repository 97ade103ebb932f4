import type { BenchRequest, BenchSeries } from "../../../../shared/schemas/bench.ts";

/** One thing to measure: `streams` answers at one time, each of `answerTokens` behind a prompt of `promptTokens`. */
export type Measurement = { series: BenchSeries; streams: number; depthTokens: number; batchTokens: number; promptTokens: number; answerTokens: number };
/** Processes that are loaded alike, and what is measured on them. `slots` and `contextTokens` are of each. */
export type Stage = { replicas: number; threads: number; slots: number; contextTokens: number; measurements: Measurement[] };
export type PlanFacts = { contextLength: number; threads: number; cores: number; isOnCpu: boolean };

const usualDepths = [0, 512, 2048, 8192];
const usualBatchSizes = [64, 128, 256, 512];
const usualStreams = [1, 2, 4, 8];
/** Prompts that stand for "none": what a short question has. */
const shortPromptTokens = 16;
/** The prompt of the batch series: some pieces of every usual size. */
const batchPromptTokens = 512;
const usualBatchTokens = 256;
/** Room behind prompt and answer: a context is a whole number of such blocks anyway. */
const spareTokens = 32;
const unknownContextTokens = 4096;

/** What a bench measures, in order. What the request leaves out is chosen for the machine: on a CPU no more threads than cores over all replicas. */
export function benchPlan(request: BenchRequest, { contextLength, threads, cores, isOnCpu }: PlanFacts): Stage[] {
  const answerTokens = request.quick ? 24 : 64;
  const most = (contextLength || unknownContextTokens) - answerTokens - spareTokens;
  const depths = (request.depths ?? (request.quick ? usualDepths.slice(0, 2) : usualDepths)).filter((depth) => depth <= most);
  const batchSizes = request.batchSizes ?? (request.quick ? [usualBatchTokens] : usualBatchSizes);
  const streams = request.slots ?? (request.quick ? [1, 8] : usualStreams);
  const batchPrompt = Math.min(batchPromptTokens, most);
  const contextFor = (promptTokens: number) => Math.min(contextLength || unknownContextTokens, promptTokens + answerTokens + spareTokens);
  const short = { depthTokens: 0, batchTokens: usualBatchTokens, promptTokens: Math.min(shortPromptTokens, most), answerTokens };

  const alone: Measurement[] = [
    ...depths.map((depth): Measurement => ({ ...short, series: "depth", streams: 1, depthTokens: depth, promptTokens: Math.max(depth, short.promptTokens) })),
    ...batchSizes.map((batchTokens): Measurement => ({ series: "batch", streams: 1, depthTokens: 0, batchTokens, promptTokens: batchPrompt, answerTokens: 1 })),
  ];
  const longestPrompt = Math.max(...alone.map(({ promptTokens }) => promptTokens));
  const side = { replicas: 1, threads, contextTokens: contextFor(short.promptTokens) };
  const manyStreams = Math.max(...streams);
  return [
    { replicas: 1, threads, slots: 1, contextTokens: contextFor(longestPrompt), measurements: alone },
    ...streams.map((count): Stage => ({ ...side, slots: count, measurements: [{ ...short, series: "slots", streams: count }] })),
    ...spreads(request, cores, isOnCpu).map((spread): Stage => ({
      ...side, ...spread, slots: Math.ceil(manyStreams / spread.replicas),
      measurements: [...new Set([1, manyStreams])].map((count): Measurement => ({ ...short, series: "replicas", streams: count })),
    })),
  ];
}

/** Which numbers of replicas and threads are tried. A GPU is shared by all answers of one process already. */
function spreads({ replicas, threads }: BenchRequest, cores: number, isOnCpu: boolean): { replicas: number; threads: number }[] {
  const replicaCounts = replicas ?? (isOnCpu ? doublings(cores) : [1]);
  const threadCounts = threads ?? (isOnCpu ? doublings(cores) : [1]);
  const isAsked = replicas !== undefined && threads !== undefined;
  const all = replicaCounts.flatMap((count) => threadCounts.map((each) => ({ replicas: count, threads: each })));
  return isAsked ? all : all.filter((spread) => spread.replicas * spread.threads <= cores);
}

/** 1, 2, 4… and `most` itself, at most 64. */
function doublings(most: number): number[] {
  const counts = [];
  for (let count = 1; count < Math.min(most, 64); count *= 2) counts.push(count);
  return [...counts, Math.min(most, 64)];
}
