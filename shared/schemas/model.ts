import { z } from "zod";
import { Failure } from "./interaction.ts";

/** `threads` null: the machine's cores minus one. `contextTokens` is per slot; null: what the file was trained for, at most 8,192. */
export const ModelSettings = z.object({
  gpu: z.enum(["auto", "off", "cuda", "vulkan", "metal"]),
  threads: z.int().min(1).max(512).nullable(),
  contextTokens: z.int().min(64).max(10_000_000).nullable(),
  slots: z.int().min(1).max(64),
});
export type ModelSettings = z.infer<typeof ModelSettings>;
export const defaultModelSettings: ModelSettings = { gpu: "auto", threads: null, contextTokens: null, slots: 2 };

/** What a loaded model's process says of itself. */
export const Runtime = z.object({
  pid: z.int(),
  engine: z.string(),
  backend: z.string(),
  devices: z.array(z.string()),
  gpuLayers: z.int(),
  layers: z.int(),
  threads: z.int(),
  contextTokens: z.int(),
  slots: z.int(),
});
export type Runtime = z.infer<typeof Runtime>;

export const ModelState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("unloaded") }),
  z.object({ state: z.literal("loading"), progress: z.number() }),
  z.object({ state: z.literal("loaded"), runtime: Runtime, busySlots: z.int(), queued: z.int(), tokensPerSecond: z.number().nullable(), memoryBytes: z.number().nullable() }),
  z.object({ state: z.literal("failed"), error: Failure }),
]);
export type ModelState = z.infer<typeof ModelState>;

/** `hashing`: the SHA-256 is not known yet (a job works on it); `missing` and `changed`: the file went away or is another one now. */
export const FileState = z.enum(["hashing", "ready", "missing", "changed"]);

export const Model = z.object({
  id: z.string(),
  name: z.string(),
  family: z.string(),
  version: z.string(),
  sha256: z.string().nullable(),
  /** A path, or `embedded:<file>`. */
  location: z.string(),
  /** Further places of the same bytes. */
  otherLocations: z.array(z.string()).optional(),
  fileState: FileState,
  sizeBytes: z.number(),
  architecture: z.string(),
  parameters: z.number(),
  quantization: z.string(),
  contextLength: z.number(),
  /** SHA-256 of the chat template; null: the file has none, and the family's plain text form is used. */
  templateSha256: z.string().nullable(),
  importedAt: z.number(),
  settings: ModelSettings,
  runtime: ModelState,
});
export type Model = z.infer<typeof Model>;

export const Finding = z.object({ severity: z.enum(["info", "caution", "danger"]), what: z.string(), why: z.string() });
/** Memory in bytes for a context of `contextTokens` and one slot. */
export const Estimate = z.object({ contextTokens: z.number(), weightsBytes: z.number(), kvCacheBytes: z.number(), computeBytes: z.number(), totalBytes: z.number() });

/** What `models inspect` prints (product.md). */
export const Inspection = z.discriminatedUnion("valid", [
  z.object({
    valid: z.literal(true),
    architecture: z.string(),
    name: z.string(),
    parameters: z.number(),
    contextLength: z.number(),
    quantization: z.string(),
    tensors: z.number(),
    tensorTypes: z.array(z.object({ type: z.string(), tensors: z.number(), sizeBytes: z.number() })),
    chatTemplate: z.string().nullable(),
    sizeBytes: z.number(),
    estimate: Estimate,
    findings: z.array(Finding),
  }),
  z.object({ valid: z.literal(false), reason: z.string(), offset: z.number().nullable() }),
]);
export type Inspection = z.infer<typeof Inspection>;

export const ImportRequest = z.object({ path: z.string().min(1).max(32_768), family: z.string().max(200).optional(), version: z.string().max(200).optional(), copy: z.boolean().optional() });
export type ImportRequest = z.infer<typeof ImportRequest>;
