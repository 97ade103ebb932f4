import { z } from "zod";
import { LogprobsRequest, TokenLogprob } from "./logprobs.ts";
import { MessageContent } from "./messageContent.ts";
import { ResponseFormat } from "./responseFormat.ts";
import { Tool, ToolCall, ToolChoice } from "./tools.ts";

export const Message = z.object({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: MessageContent,
  /** What an assistant's message calls. */
  toolCalls: z.array(ToolCall).max(128).optional(),
  /** The call that a tool's message answers, and the tool's name. */
  toolCallId: z.string().max(200).optional(),
  name: z.string().max(200).optional(),
});
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
  /** Exclude top choices: with this probability, all but the least likely of the tokens above the threshold are taken out. */
  xtcProbability: z.number().min(0).max(1).optional(),
  xtcThreshold: z.number().min(0).max(1).optional(),
  /** Don't repeat yourself: how strongly a token is punished that would go on with a repetition longer than the allowed length. */
  dryStrength: z.number().min(0).max(10).optional(),
  dryBase: z.number().min(1).max(10).optional(),
  dryAllowedLength: z.int().min(1).max(1000).optional(),
  /** How many of the answer's last tokens are looked through for repetitions; -1: all of them. */
  dryLastN: z.int().min(-1).max(1_000_000).optional(),
  drySequenceBreakers: z.array(z.string().min(1).max(100)).max(64).optional(),
  /** Goes on at the model's end tokens, up to `maxTokens`: for measurements. */
  ignoreEnd: z.boolean().optional(),
  /** What is added to the logit of a token, by its id; -100 never takes it, unless a grammar needs it. */
  logitBias: z.record(z.string().regex(/^\d{1,9}$/, "A token's id is needed"), z.number().min(-100).max(100)).optional(),
  seed: z.int().min(0).max(largestSeed).optional(),
  stop: z.array(z.string().min(1).max(1000)).max(16).optional(),
  maxTokens: z.int().min(1).max(1_000_000).optional(),
});
export type Sampling = z.infer<typeof Sampling>;

/** Every value set, as it was given to the sampler. `maxTokens` null: until the context is full. The defaults here are for what was recorded before there was such a sampler. */
export const ResolvedSampling = z.object({
  temperature: z.number(),
  topK: z.int(),
  topP: z.number(),
  minP: z.number(),
  repeatPenalty: z.number(),
  frequencyPenalty: z.number(),
  presencePenalty: z.number(),
  repeatLastN: z.int(),
  xtcProbability: z.number().default(0),
  xtcThreshold: z.number().default(0.1),
  dryStrength: z.number().default(0),
  dryBase: z.number().default(1.75),
  dryAllowedLength: z.int().default(2),
  dryLastN: z.int().default(-1),
  drySequenceBreakers: z.array(z.string()).default(() => ["\n", ":", '"', "*"]),
  logitBias: z.record(z.string(), z.number()).default(() => ({})),
  ignoreEnd: z.boolean().default(false),
  seed: z.int(),
  stop: z.array(z.string()),
  maxTokens: z.int().nullable(),
});
export type ResolvedSampling = z.infer<typeof ResolvedSampling>;

/** A penalty of 1 (repeat) or 0 (others), a top-k of 0, a top-p of 1, a min-p of 0, an XTC probability of 0 and a DRY strength of 0 are off. */
export const samplingDefaults = {
  temperature: 0.7,
  topK: 40,
  topP: 0.95,
  minP: 0.05,
  repeatPenalty: 1,
  frequencyPenalty: 0,
  presencePenalty: 0,
  repeatLastN: 64,
  xtcProbability: 0,
  xtcThreshold: 0.1,
  dryStrength: 0,
  dryBase: 1.75,
  dryAllowedLength: 2,
  dryLastN: -1,
  drySequenceBreakers: ["\n", ":", '"', "*"] as string[],
  logitBias: {} as Record<string, number>,
  ignoreEnd: false as boolean,
  stop: [] as string[],
  maxTokens: null,
} as const satisfies Omit<ResolvedSampling, "seed" | "maxTokens"> & { maxTokens: null };

/** Where an interaction came from. */
export const Origin = z.enum(["playground", "chat", "replay", "compare", "api", "import"]);
export type Origin = z.infer<typeof Origin>;

/** The longest conversation that is taken in at all, in characters over all messages; more is `too-large`. */
export const maxRequestChars = 32 * 1024 * 1024;

/** What is asked of a model: an answer to a conversation, a raw text gone on with, vectors of texts, or the order of texts by a question. */
export const Operation = z.enum(["chat", "complete", "embed", "rerank"]);
export type Operation = z.infer<typeof Operation>;

/** Whom every request names: the model that is asked, and on whose behalf. */
export const Asking = z.object({
  /** A model's name, id, hash prefix (8 or more), or file path; later also deployments and routes. */
  target: z.string().min(1).max(4096),
  origin: Origin,
  session: z.string().max(500).optional(),
  user: z.string().max(500).optional(),
  tags: z.array(z.string().min(1).max(200)).max(100).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  /** The interaction that this one repeats. */
  replayOf: z.string().optional(),
});

/** What shapes an answer, beside the sampling. */
export const AnswerShape = z.object({
  responseFormat: ResponseFormat.optional(),
  logprobs: LogprobsRequest.optional(),
  /** How likely the prompt's own tokens were. */
  promptLogprobs: LogprobsRequest.optional(),
});

/** A LoRA adapter of the library, by whatever names a model. A scale of 0 is as none. */
export const AdapterChoice = z.object({ target: z.string().min(1).max(4096), scale: z.number().min(-100).max(100).default(1) });
export type AdapterChoice = z.infer<typeof AdapterChoice>;

export const RunRequest = Asking.extend({
  /** LoRA adapters on top of the model. */
  adapters: z.array(AdapterChoice).max(8).optional(),
  /** Of an operation other than `chat`, the texts as a user's messages. */
  messages: z.array(Message).min(1).max(10_000),
  sampling: Sampling.default({}),
  ...AnswerShape.shape,
  tools: z.array(Tool).max(128).optional(),
  toolChoice: ToolChoice.optional(),
  /** False: at most one call an answer. */
  parallelToolCalls: z.boolean().optional(),
  /** Left out: `chat`. */
  operation: Operation.optional(),
  /** Of `complete`: what stands behind the place to fill in. */
  suffix: z.string().optional(),
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

/** `stop`: the model's end token or a stop string; `length`: maxTokens; `context`: the context is full. The others are said by servers elsewhere. */
export const FinishReason = z.enum(["stop", "length", "context", "tool-calls", "content-filter", "other"]);
export type FinishReason = z.infer<typeof FinishReason>;

/** What `gateway.run` yields. `begun` comes first; `done` comes last, after the row is committed. A failure is the stream's failure, with `interactionId` in its details. */
export const RunEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("begun"), interactionId: z.string() }),
  z.object({ type: z.literal("queued"), ahead: z.int() }),
  z.object({ type: z.literal("loading"), progress: z.number() }),
  z.object({ type: z.literal("prompt"), processed: z.int(), promptTokens: z.int() }),
  z.object({ type: z.literal("promptLogprobs"), logprobs: z.array(TokenLogprob.nullable()) }),
  /** `logprobs` of the tokens that came with it. What calls a tool is not in any `text`. */
  z.object({ type: z.literal("text"), text: z.string(), tokens: z.int(), logprobs: z.array(TokenLogprob).optional() }),
  /** The calls that the answer made, once it is whole. */
  z.object({ type: z.literal("toolCalls"), toolCalls: z.array(ToolCall) }),
  z.object({ type: z.literal("done"), interactionId: z.string(), status: Status, finishReason: FinishReason.nullable(), usage: Usage, timings: Timings }),
]);
export type RunEvent = z.infer<typeof RunEvent>;
