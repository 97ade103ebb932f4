import { z } from "zod";

export const Message = z.object({ role: z.enum(["system", "user", "assistant", "tool"]), content: z.string() });
export type Message = z.infer<typeof Message>;

/** llama.cpp takes 4,294,967,295 for "draw one", which could not be replayed. */
export const largestSeed = 4_294_967_294;

/** Sampling as asked. What is left out gets the value of `samplingDefaults`; a seed left out is drawn and recorded. */
export const Sampling = z.object({
  temperature: z.number().min(0).max(5).optional(),
  topK: z.int().min(0).max(100_000).optional(),
  topP: z.number().min(0).max(1).optional(),
  minP: z.number().min(0).max(1).optional(),
  repeatPenalty: z.number().min(0.1).max(10).optional(),
  frequencyPenalty: z.number().min(-10).max(10).optional(),
  presencePenalty: z.number().min(-10).max(10).optional(),
  /** How many of the last tokens the penalties look at. */
  repeatLastN: z.int().min(0).max(4096).optional(),
  seed: z.int().min(0).max(largestSeed).optional(),
  stop: z.array(z.string().min(1).max(1000)).max(16).optional(),
  maxTokens: z.int().min(1).max(1_000_000).optional(),
});
export type Sampling = z.infer<typeof Sampling>;

/** Every value set, as it was given to the sampler. `maxTokens` null: until the context is full. */
export const ResolvedSampling = z.object({
  temperature: z.number(),
  topK: z.int(),
  topP: z.number(),
  minP: z.number(),
  repeatPenalty: z.number(),
  frequencyPenalty: z.number(),
  presencePenalty: z.number(),
  repeatLastN: z.int(),
  seed: z.int(),
  stop: z.array(z.string()),
  maxTokens: z.int().nullable(),
});
export type ResolvedSampling = z.infer<typeof ResolvedSampling>;

/** A penalty of 1 (repeat) or 0 (others), a top-k of 0, a top-p of 1 and a min-p of 0 are off. */
export const samplingDefaults = {
  temperature: 0.7,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
  repeatPenalty: 1,
  frequencyPenalty: 0,
  presencePenalty: 0,
  repeatLastN: 64,
  stop: [] as string[],
  maxTokens: null,
} as const satisfies Omit<ResolvedSampling, "seed" | "stop" | "maxTokens"> & { stop: string[]; maxTokens: null };

/** Where an interaction came from. */
export const Origin = z.enum(["playground", "chat", "replay", "compare", "api", "import"]);
export type Origin = z.infer<typeof Origin>;

/** The longest conversation that is taken in at all, in characters over all messages; more is `too-large`. */
export const maxRequestChars = 32 * 1024 * 1024;

export const RunRequest = z.object({
  /** A model's name, id, hash prefix (8 or more), or file path; later also deployments and routes. */
  target: z.string().min(1).max(4096),
  messages: z.array(Message).min(1).max(10_000),
  sampling: Sampling.default({}),
  origin: Origin,
  session: z.string().max(500).optional(),
  user: z.string().max(500).optional(),
  tags: z.array(z.string().min(1).max(200)).max(100).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  /** The interaction that this one repeats. */
  replayOf: z.string().optional(),
});
export type RunRequest = z.infer<typeof RunRequest>;

export const Usage = z.object({ promptTokens: z.int().nullable(), completionTokens: z.int().nullable(), cachedTokens: z.int().nullable() });
export type Usage = z.infer<typeof Usage>;

/** Milliseconds from a monotonic clock. `firstTokenMs` and `totalMs` count from the request, so they hold the queue. */
export const Timings = z.object({
  queueMs: z.number().nullable(),
  loadMs: z.number().nullable(),
  promptMs: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  generationMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
});
export type Timings = z.infer<typeof Timings>;

export const Status = z.enum(["running", "ok", "failed", "cancelled", "interrupted", "blocked"]);
export type Status = z.infer<typeof Status>;

/** `stop`: the model's end token or a stop string; `length`: maxTokens; `context`: the context is full. */
export const FinishReason = z.enum(["stop", "length", "context"]);
export type FinishReason = z.infer<typeof FinishReason>;

/** What `gateway.run` yields. `begun` comes first; `done` comes last, after the row is committed. A failure is the stream's failure, with `interactionId` in its details. */
export const RunEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("begun"), interactionId: z.string() }),
  z.object({ type: z.literal("queued"), ahead: z.int() }),
  z.object({ type: z.literal("loading"), progress: z.number() }),
  z.object({ type: z.literal("prompt"), processed: z.int(), promptTokens: z.int() }),
  z.object({ type: z.literal("text"), text: z.string(), tokens: z.int() }),
  z.object({ type: z.literal("done"), interactionId: z.string(), status: Status, finishReason: FinishReason.nullable(), usage: Usage, timings: Timings }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
