import { z } from "zod";
import { KvType, ModelSettings } from "./model.ts";

/** `settings`: those that are thought of; left out, the model's own. */
export const FitRequest = z.object({ id: z.string().min(1).max(200), settings: ModelSettings.optional() });
export type FitRequest = z.infer<typeof FitRequest>;

/** What a model takes, in bytes, all replicas together. */
export const MemoryParts = z.object({
  weightsBytes: z.number(),
  /** Weights that the processor's kernels want in another order are kept a second time. */
  repackedBytes: z.number(),
  kvCacheBytes: z.number(),
  computeBytes: z.number(),
  /** What every process takes beside its model. */
  overheadBytes: z.number(),
});
export type MemoryParts = z.infer<typeof MemoryParts>;

/** A place that holds memory, as "memory" or "NVIDIA RTX 4090". Nulls are not known. */
export const MemoryPlace = z.object({ name: z.string(), neededBytes: z.number(), freeBytes: z.number().nullable(), totalBytes: z.number().nullable() });
export type MemoryPlace = z.infer<typeof MemoryPlace>;

/** `after-unloading`: it fits once models that are loaded and idle have left. */
export const FitVerdict = z.enum(["fits", "after-unloading", "too-large"]);

/** Whether a model fits into memory with its settings, and what would fit. */
export const Fit = z.object({
  /** The settings with every choice made. */
  resolved: z.object({ gpu: ModelSettings.shape.gpu, gpuLayers: z.int(), layers: z.int(), threads: z.int(), contextTokens: z.int(), slots: z.int(), replicas: z.int(), kvType: KvType }),
  parts: MemoryParts,
  totalBytes: z.number(),
  /** The machine's memory first, then each GPU that takes part of it. */
  places: z.array(MemoryPlace).min(1),
  /** What unloading idle models would free. */
  reclaimableBytes: z.number(),
  verdict: FitVerdict,
  /** One sentence with both numbers. */
  reason: z.string(),
  /** Other settings that fit, the least change first; `what` says the change. Empty when these fit. */
  suggestions: z.array(z.object({ what: z.string(), settings: ModelSettings, totalBytes: z.number() })),
  /** What it took the last time with these settings on this machine, after its first answer; null: it has not answered with them yet. */
  measured: z.object({ bytes: z.number(), at: z.number() }).nullable(),
  /** Settings that worked last on this machine; null: none yet. */
  lastGood: ModelSettings.nullable(),
});
export type Fit = z.infer<typeof Fit>;
