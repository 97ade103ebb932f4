import { z } from "zod";
import { SlowerThanRecord } from "./bench.ts";
import { FinishReason, Origin, ResolvedSampling, RunRequest, Status, Timings, Usage } from "./chat.ts";
import { ClockMark } from "./clockMark.ts";
import { FoundOrder, Narrowing, Ranked } from "./finding.ts";
import { TokenLogprob } from "./logprobs.ts";
import { Redactions } from "./redaction.ts";
import { ToolCall } from "./tools.ts";

export const Failure = z.object({
  code: z.string(),
  message: z.string(),
  fix: z.string().optional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])).optional(),
});

/** Tokens that were guessed ahead of the model, and those of them that it then took itself. */
export const Guesses = z.object({ drafted: z.int(), accepted: z.int() });
export type Guesses = z.infer<typeof Guesses>;

/** A LoRA adapter that an answer was made with; `sha256` null: not known yet. */
export const UsedAdapter = z.object({ name: z.string(), sha256: z.string().nullable(), scale: z.number() });
export type UsedAdapter = z.infer<typeof UsedAdapter>;

/** Everything beside request and model that can change an answer. Nulls are not known (the request failed before). */
export const Conditions = z.object({
  modelId: z.string().nullable(),
  modelSha256: z.string().nullable(),
  /** SHA-256 of the chat template's text. */
  templateSha256: z.string().nullable(),
  /** node-llama-cpp's version and llama.cpp's release, as `node-llama-cpp 3.21.1, llama.cpp b6902`. */
  engine: z.string().nullable(),
  /** `cpu`, `vulkan`, `cuda`, `metal`. */
  backend: z.string().nullable(),
  devices: z.array(z.string()),
  gpuLayers: z.int().nullable(),
  layers: z.int().nullable(),
  threads: z.int().nullable(),
  /** Tokens that one slot holds. */
  contextTokens: z.int().nullable(),
  slots: z.int().nullable(),
  /** Index of the slot that answered. */
  slot: z.int().nullable(),
  /** The most slots that were busy at one time while this one answered, itself included. */
  slotsBusy: z.int().nullable(),
  /** Tokens of the prompt that were not evaluated, because the slot held them. */
  cachedTokens: z.int().nullable(),
  /** Whether that can't have changed a bit of the answer. */
  isReuseExact: z.boolean().default(false),
  /** Tokens of the prompt evaluated in one piece. */
  promptBatchTokens: z.int().nullable(),
  /** The samplers in the order of their work, as `top-k 40`, `temperature 0.7`. */
  samplingChain: z.array(z.string()),
  sampling: ResolvedSampling.nullable(),
  /** Set where the answer came far slower than this model's best on this machine. */
  slowerThanRecord: SlowerThanRecord.nullable().optional(),
  adapters: z.array(UsedAdapter).default([]),
  /** Null: nothing was guessed ahead. */
  guesses: Guesses.nullable().default(null),
  /** Tokens of the oldest part that were forgotten in the middle of the answer to make room. */
  droppedTokens: z.int().default(0),
});
export type Conditions = z.infer<typeof Conditions>;

export const unknownConditions: Conditions = {
  modelId: null, modelSha256: null, templateSha256: null, engine: null, backend: null, devices: [], gpuLayers: null, layers: null, threads: null,
  contextTokens: null, slots: null, slot: null, slotsBusy: null, cachedTokens: null, isReuseExact: false, promptBatchTokens: null, samplingChain: [], sampling: null,
  adapters: [], guesses: null, droppedTokens: 0,
};

/** One try at one deployment. */
export const Attempt = z.object({
  deployment: z.string(),
  startedAt: z.number(),
  durationMs: z.number().nullable(),
  outcome: Status,
  error: Failure.nullable(),
});
export type Attempt = z.infer<typeof Attempt>;

/** A list's row: short and from one table. `input` and `output` are previews of at most 300 characters. */
export const InteractionSummary = z.object({
  id: z.string(),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  status: Status,
  origin: Origin,
  model: z.string().nullable(),
  modelSha256: z.string().nullable(),
  deployment: z.string().nullable(),
  session: z.string().nullable(),
  user: z.string().nullable(),
  tags: z.array(z.string()),
  traceId: z.string().nullable(),
  spanId: z.string().nullable(),
  parentSpanId: z.string().nullable(),
  source: z.string().nullable(),
  sourceId: z.string().nullable(),
  replayOf: z.string().nullable(),
  input: z.string(),
  output: z.string(),
  finishReason: FinishReason.nullable(),
  error: Failure.nullable(),
  usage: Usage,
  timings: Timings,
  /** How many different pieces were taken out before it was stored, by kind; null or left out: none. */
  redactions: Redactions.nullable().optional(),
  /** That its time is odd, and how; null or left out: it is not. */
  clockMark: ClockMark.nullable().optional(),
});
export type InteractionSummary = z.infer<typeof InteractionSummary>;

/** One interaction with everything recorded; `input` and `output` whole. */
export const Interaction = InteractionSummary.extend({
  /** The request exactly as it came, parsed from the stored bytes. */
  request: RunRequest,
  /** What the model was given, rendered by the chat template. */
  prompt: z.string().nullable(),
  promptTokens: z.array(z.int()).nullable(),
  /** Token ids of the answer, the end token left out. */
  outputTokens: z.array(z.int()).nullable(),
  /** Where each token's text ends in `output`, in UTF-16 units; so tokens can be shown without their model. */
  outputTokenEnds: z.array(z.int()).nullable(),
  /** The tools that the answer calls, read from `output`. */
  toolCalls: z.array(ToolCall).nullable(),
  /** How likely the answer's and the prompt's tokens were, where that was asked. */
  logprobs: z.array(TokenLogprob).nullable(),
  promptLogprobs: z.array(TokenLogprob.nullable()).nullable(),
  conditions: Conditions,
  attempts: z.array(Attempt),
  /** Of what came in from elsewhere: what the model thought before it answered, its span's name, and whatever else came with it. */
  reasoning: z.string().nullable().optional(),
  spanName: z.string().nullable().optional(),
  metadata: z.record(z.string(), z.unknown()).nullable().optional(),
});
export type Interaction = z.infer<typeof Interaction>;

export const ListRequest = Narrowing.extend({
  /** Left out: `newest`. Ranked, there is one page of the best. */
  order: FoundOrder.optional(),
  /** An id: only what lies below it, which is older. The `next` of a page is one. */
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(1000).default(100),
});
export type ListRequest = z.infer<typeof ListRequest>;

/** `next` is null on the last page. `ranked` where it was ranked. */
export const InteractionPage = z.object({ items: z.array(InteractionSummary), next: z.string().nullable(), ranked: Ranked.optional() });
export type InteractionPage = z.infer<typeof InteractionPage>;

/** A change of the log: a row that came or changed. */
export const InteractionChange = z.object({ interaction: InteractionSummary });
export type InteractionChange = z.infer<typeof InteractionChange>;
