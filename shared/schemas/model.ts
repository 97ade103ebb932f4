import { z } from "zod";
import { SlowerThanRecord } from "./bench.ts";
import { Failure } from "./interaction.ts";

/** What the keys and values of the context are kept in. All but F32, F16 and BF16 need flash attention, and most models have it. */
export const KvType = z.enum(["f32", "f16", "bf16", "q8_0", "q5_1", "q5_0", "q4_1", "q4_0", "iq4_nl"]);
export type KvType = z.infer<typeof KvType>;

/** What a model is loaded with. What came later has a default, so that what was stored before still reads. */
export const ModelSettings = z.object({
  gpu: z.enum(["auto", "off", "cuda", "vulkan", "metal"]),
  /** Null: the machine's cores minus one, shared out over the replicas. */
  threads: z.int().min(1).max(512).nullable(),
  /** Per slot; null: what the file was trained for, at most 8,192. */
  contextTokens: z.int().min(64).max(10_000_000).nullable(),
  /** Answers at one time in one process. */
  slots: z.int().min(1).max(64),
  /** Layers on the GPU; null: as many as fit. */
  gpuLayers: z.int().min(0).max(4096).nullable().default(null),
  kvType: KvType.default("f16"),
  /** Processes of this model, each with its own slots; null: what was measured to be best, else 1. */
  replicas: z.int().min(1).max(64).nullable().default(null),
  /** Minutes without a request after which it leaves memory; null: it stays until another model needs the memory. */
  keepAliveMinutes: z.number().min(0).max(525_600).nullable().default(null),
  /** Loaded at start, and never unloaded to make room. */
  isPinned: z.boolean().default(false),
  /** A smaller model with the same vocabulary that guesses ahead; null: none. */
  draftModelId: z.string().min(1).max(200).nullable().default(null),
  /** Guesses ahead from the prompt's own words. */
  promptLookup: z.boolean().default(false),
  /** When the context is full in the middle of an answer: end with that cause, or forget the oldest part and go on. */
  contextShift: z.enum(["error", "shift"]).default("error"),
});
export type ModelSettings = z.infer<typeof ModelSettings>;
export const defaultModelSettings: ModelSettings = ModelSettings.parse({ gpu: "auto", threads: null, contextTokens: null, slots: 2 });

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
  kvType: KvType.default("f16"),
  /** Whether what a prompt shares with earlier ones may be reused without changing a bit of the answer; left out: not known. */
  isReuseExact: z.boolean().optional(),
});
export type Runtime = z.infer<typeof Runtime>;

/** One process of a loaded model. `memoryBytes`: its share of memory as last measured, pages that it shares with others divided up. */
export const Replica = z.object({ pid: z.int(), busySlots: z.int(), queued: z.int(), tokensPerSecond: z.number().nullable(), memoryBytes: z.number().nullable() });
export type Replica = z.infer<typeof Replica>;

/**
 * What a person must know of how a model runs. `on-cpu`: a GPU was asked for or is in the machine, and the model is not on it;
 * `last-good`: the settings failed, and it runs with those that last worked.
 */
export const ModelNotice = z.object({ kind: z.enum(["on-cpu", "last-good"]), what: z.string(), why: z.string(), fix: z.string() });
export type ModelNotice = z.infer<typeof ModelNotice>;

export const ModelState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("unloaded") }),
  z.object({ state: z.literal("loading"), progress: z.number(), notices: z.array(ModelNotice).optional() }),
  /** `runtime` is the first replica's; `busySlots`, `queued`, `tokensPerSecond` and `memoryBytes` are of all together. */
  z.object({
    state: z.literal("loaded"),
    runtime: Runtime,
    busySlots: z.int(),
    queued: z.int(),
    tokensPerSecond: z.number().nullable(),
    memoryBytes: z.number().nullable(),
    slowerThanRecord: SlowerThanRecord.nullable().optional(),
    replicas: z.array(Replica),
    notices: z.array(ModelNotice),
  }),
  /** `lastGood`: settings that worked on this machine. `isHeld`: it failed or crashed before, and is not loaded again by itself. */
  z.object({ state: z.literal("failed"), error: Failure, lastGood: ModelSettings.optional(), isHeld: z.boolean().optional() }),
]);
export type ModelState = z.infer<typeof ModelState>;

/** `hashing`: the SHA-256 is not known yet (a job works on it); `missing` and `changed`: the file went away or is another one now. */
export const FileState = z.enum(["hashing", "ready", "missing", "changed"]);

/** One tensor of a file, in the file's order. `shape` as the file has it (row length first); `bitsPerWeight` counts the scales of its blocks in. */
export const TensorRow = z.object({ name: z.string(), shape: z.array(z.number()), type: z.string(), sizeBytes: z.number(), bitsPerWeight: z.number() });
export type TensorRow = z.infer<typeof TensorRow>;

/**
 * What became of the model's first load on this machine, in a process that was ended afterwards. `known`: the model comes with Tapedeck
 * and needs none; `untested`: not loaded yet with this engine.
 */
export const FirstLoad = z.discriminatedUnion("state", [
  z.object({ state: z.literal("known") }),
  z.object({ state: z.literal("untested") }),
  z.object({ state: z.literal("passed"), at: z.number() }),
  z.object({ state: z.literal("failed"), at: z.number(), reason: z.string() }),
]);
export type FirstLoad = z.infer<typeof FirstLoad>;

/** Two models' chat templates; a model without one counts as an empty text. `diff` joined without `added` is the first, without `removed` the other. */
export const TemplateComparison = z.object({ same: z.boolean(), diff: z.array(z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() })) });
export type TemplateComparison = z.infer<typeof TemplateComparison>;

/** `adapter`: a LoRA, used on top of a model; `projector`: the image part of a multimodal model. Only a `model` can be loaded. */
export const ModelKind = z.enum(["model", "adapter", "projector"]);
export type ModelKind = z.infer<typeof ModelKind>;

export const Model = z.object({
  id: z.string(),
  kind: ModelKind,
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
  notes: z.string(),
  tags: z.array(z.string()),
  /** As the file says or a person wrote it; empty: not known. */
  license: z.string(),
  /** Where it came from: an address, a repository, who made it; empty: not known. */
  provenance: z.string(),
  /** Out of the pickers; its name, its id and its history still work. */
  isRetired: z.boolean(),
  /** The model that this is a quantization, a version or an adapter of; null: none, or none that is in the library. */
  baseId: z.string().nullable(),
  /** In one sentence, why family, version and base are what they are. */
  lineage: z.string(),
  /** Files that hold it: more than 1 for a split GGUF, whose location is its first part. */
  parts: z.int(),
  settings: ModelSettings,
  runtime: ModelState,
  firstLoad: FirstLoad.optional(),
});
export type Model = z.infer<typeof Model>;

export const Finding = z.object({ severity: z.enum(["info", "caution", "danger"]), what: z.string(), why: z.string() });
/** Memory in bytes for a context of `contextTokens` and one slot, on the processor. */
export const Estimate = z.object({ contextTokens: z.number(), weightsBytes: z.number(), repackedBytes: z.number().optional(), kvCacheBytes: z.number(), computeBytes: z.number(), overheadBytes: z.number().optional(), totalBytes: z.number() });

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
    /** Why Tapedeck lets no native code open this file, though its header can be read; null: it may be loaded. */
    refusal: z.string().nullable().optional(),
  }),
  z.object({ valid: z.literal(false), reason: z.string(), offset: z.number().nullable() }),
]);
export type Inspection = z.infer<typeof Inspection>;

/** What is left out is what the file says. */
export const ImportRequest = z.object({ path: z.string().min(1).max(32_768), name: z.string().trim().min(1).max(200).optional(), family: z.string().max(200).optional(), version: z.string().max(200).optional(), copy: z.boolean().optional(), license: z.string().max(200).optional(), provenance: z.string().max(2000).optional() });
export type ImportRequest = z.infer<typeof ImportRequest>;

/** What a person can change of a model. Family, version and base that were set here are never guessed again. */
export const ModelChanges = z.object({
  name: z.string().min(1).max(200),
  family: z.string().max(200),
  version: z.string().max(200),
  notes: z.string().max(20_000),
  tags: z.array(z.string().trim().min(1).max(60)).max(50),
  license: z.string().max(200),
  provenance: z.string().max(2000),
  isRetired: z.boolean(),
  baseId: z.string().min(1).max(200).nullable(),
  settings: ModelSettings,
}).partial();
export type ModelChanges = z.infer<typeof ModelChanges>;

/** A GGUF that a scan saw. A split model is one, at its first part. `modelId`: the model of the library that it is; `problem`: why it can't be imported. */
export const FoundFile = z.object({
  path: z.string(),
  place: z.enum(["folder", "lm-studio", "ollama", "jan", "hugging-face"]),
  /** To show: a blob's comes from its store's manifest. */
  name: z.string(),
  kind: ModelKind.nullable(),
  quantization: z.string(),
  sizeBytes: z.number(),
  modelId: z.string().nullable(),
  problem: z.string().nullable(),
});
export type FoundFile = z.infer<typeof FoundFile>;
