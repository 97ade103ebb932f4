import { z } from "zod";

const most = 16;
const counts = (largest: number) => z.array(z.int().min(1).max(largest)).min(1).max(most).optional();

/** Which model, of the library (`id`) or any file (`path`), and what is tried; what is left out is chosen for this machine. */
export const BenchRequest = z
  .object({
    id: z.string().min(1).max(200).optional(),
    path: z.string().min(1).max(32_768).optional(),
    /** Tokens that stand in the context before the answer; those beyond the model's context are left out. */
    depths: z.array(z.int().min(0).max(10_000_000)).min(1).max(most).optional(),
    /** Tokens of a prompt that are evaluated in one piece. */
    batchSizes: counts(4096),
    /** Answers at one time in one process. */
    slots: counts(64),
    /** Threads of each process. */
    threads: counts(512),
    /** Processes of the model at one time. */
    replicas: counts(64),
    /** Shorter answers, each once: a first look in seconds. */
    quick: z.boolean().optional(),
  })
  .refine(({ id, path }) => (id === undefined) !== (path === undefined), "Name either a model of the library or a file.");
export type BenchRequest = z.infer<typeof BenchRequest>;

/** What was varied for a figure. */
export const BenchSeries = z.enum(["depth", "batch", "slots", "replicas"]);
export type BenchSeries = z.infer<typeof BenchSeries>;

/** One measurement, the median of its rounds. */
export const BenchFigure = z.object({
  series: BenchSeries,
  replicas: z.int(),
  /** Of each replica. */
  threads: z.int(),
  /** Answers at one time over all replicas. */
  streams: z.int(),
  depthTokens: z.int(),
  batchTokens: z.int(),
  /** Null where the prompt is too short to say. */
  promptTokensPerSecond: z.number().nullable(),
  /** All answers together; null where only the prompt was measured. */
  generationTokensPerSecond: z.number().nullable(),
  /** From the request to the first token, of the median answer. */
  firstTokenMs: z.number(),
  /** Proportional memory (PSS) of all replicas after it; null where the system does not tell it. */
  memoryBytes: z.number().nullable(),
});
export type BenchFigure = z.infer<typeof BenchFigure>;

/** The machine that measured. Two with the same `fingerprint` are alike in all of this. */
export const Machine = z.object({ fingerprint: z.string(), cpu: z.string(), cores: z.int(), memoryBytes: z.number(), platform: z.string() });
export type Machine = z.infer<typeof Machine>;

/** Which number of replicas and threads gave the most tokens per second together, and with how many answers at one time. */
export const BestReplicas = z.object({ replicas: z.int(), threads: z.int(), streams: z.int(), tokensPerSecond: z.number() });
export type BestReplicas = z.infer<typeof BestReplicas>;

export const BenchResult = z.object({
  id: z.string(),
  at: z.number(),
  durationMs: z.number(),
  modelSha256: z.string(),
  /** As the model was called then. */
  modelName: z.string(),
  quantization: z.string(),
  machine: Machine,
  /** As a `Runtime` names it. */
  engine: z.string(),
  backend: z.string(),
  devices: z.array(z.string()),
  gpuLayers: z.int(),
  layers: z.int(),
  contextTokens: z.int(),
  isQuick: z.boolean(),
  figures: z.array(BenchFigure),
  best: BestReplicas.nullable(),
});
export type BenchResult = z.infer<typeof BenchResult>;

/** An answer that came at under half of the best speed that this model had on this machine in like conditions. */
export const SlowerThanRecord = z.object({ tokensPerSecond: z.number(), recordTokensPerSecond: z.number() });
export type SlowerThanRecord = z.infer<typeof SlowerThanRecord>;
