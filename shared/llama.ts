import { z } from "zod";
import { call, stream } from "./rpc/contract.ts";
import { SlowerThanRecord } from "./schemas/bench.ts";
import { FinishReason, ResolvedSampling } from "./schemas/chat.ts";
import { Pooling } from "./schemas/embedding.ts";
import { LogprobsRequest, TokenLogprob } from "./schemas/logprobs.ts";
import { Guesses } from "./schemas/interaction.ts";
import { ModelSettings, Runtime } from "./schemas/model.ts";

/** A model's settings with every choice made, for one process. */
export const LoadSettings = ModelSettings.pick({ gpu: true, slots: true, gpuLayers: true, kvType: true, promptLookup: true, contextShift: true }).extend({ threads: z.int(), contextTokens: z.int() });
export type LoadSettings = z.infer<typeof LoadSettings>;
/** Where the state of pinned prompts is kept between runs. Over all models at most so many files and bytes; the longest unused go first. */
export const SavedStates = z.object({ folder: z.string(), modelSha256: z.string(), mostFiles: z.int().min(0), mostBytes: z.number().min(0) });
export type SavedStates = z.infer<typeof SavedStates>;
/** `draftPath`: the file of a model that guesses ahead; `expectedBytes`: what the load is expected to take. */
export const LoadRequest = z.object({ path: z.string(), draftPath: z.string().nullable().default(null), expectedBytes: z.number().nullable().default(null), settings: LoadSettings, savedStates: SavedStates.nullable().default(null) });
export const LoadEvent = z.discriminatedUnion("type", [z.object({ type: z.literal("progress"), progress: z.number() }), z.object({ type: z.literal("loaded"), runtime: Runtime })]);

/** `promptTokens` were made by `tokenize` of this process. A prompt that does not fit is `context-exceeded`, never cut. */
export const GenerateRequest = z.object({
  promptTokens: z.array(z.int()),
  sampling: ResolvedSampling,
  /** GBNF that the answer must follow, and how the sampling chain names it. */
  grammar: z.object({ name: z.string(), gbnf: z.string() }).optional(),
  logprobs: LogprobsRequest.optional(),
  promptLogprobs: LogprobsRequest.optional(),
  /** Special tokens of the answer have their text, too: it may hold the marks of tool calls. */
  withSpecialText: z.boolean().optional(),
  /** For measurements: evaluates the prompt in pieces of this many tokens. */
  batchTokens: z.int().min(1).optional(),
  /**
   * What of the prompt may come from earlier requests. `prompts`: what was evaluated as part of a prompt, which on a CPU changes no bit of
   * the answer; `all`: also what was an answer, whose tokens were evaluated one by one, which changes low bits; `none`: nothing.
   */
  reuse: z.enum(["none", "prompts", "all"]).default("prompts"),
  /** How many of the prompt's first tokens are the system prompt, which a shift of the context keeps; `isSystemKept`: and whose state is kept on disk. */
  systemTokens: z.int().min(0).default(0),
  isSystemKept: z.boolean().default(false),
  /** LoRA adapters on top of the model, all at once; one that belongs to another model is `bad-request`. */
  adapters: z.array(z.object({ path: z.string(), scale: z.number() })).max(8).default([]),
});
export const GenerateEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("queued"), ahead: z.int() }),
  /** A slot was given; `samplingChain` names what the sampler does. */
  z.object({ type: z.literal("started"), slot: z.int(), slotsBusy: z.int(), promptBatchTokens: z.int(), samplingChain: z.array(z.string()) }),
  z.object({ type: z.literal("prompt"), processed: z.int() }),
  /** Of the prompt's tokens in their order, some at a time; the first token has none. */
  z.object({ type: z.literal("promptLogprobs"), logprobs: z.array(TokenLogprob.nullable()) }),
  /** About 30 ms of tokens. `text` never ends inside a character; `ends[i]` is where token i's text ends in the whole answer, in UTF-16 units. */
  z.object({ type: z.literal("tokens"), tokens: z.array(z.int()), ends: z.array(z.int()), text: z.string(), logprobs: z.array(TokenLogprob).optional() }),
  /** `guesses`: tokens guessed ahead by the draft or the prompt's own words, and how many were right. `droppedTokens`: forgotten to make room. */
  z.object({ type: z.literal("done"), finishReason: FinishReason, slotsBusy: z.int(), cachedTokens: z.int(), promptMs: z.number(), generationMs: z.number(), guesses: Guesses.nullable().default(null), droppedTokens: z.int().default(0), /** Set by core. */ slowerThanRecord: SlowerThanRecord.nullable().optional() }),
]);
export type GenerateEvent = z.infer<typeof GenerateEvent>;

/** `pooling`: how one vector is made of the tokens' vectors, as the file names it, or `mean` where it names none. */
export const EmbedAnswer = z.object({ vector: z.array(z.number()), tokens: z.int(), pooling: Pooling, isTrained: z.boolean() });

/** What core asks of a llama process. It holds one model and dies with its pipe. */
export const llama = {
  model: {
    load: stream(LoadRequest, LoadEvent),
    /** Special tokens in `text` are read as such. A text far over `limit` tokens is not read to its end: `more`. */
    tokenize: call(z.object({ text: z.string(), limit: z.int() }), z.object({ tokens: z.array(z.int()), more: z.boolean() })),
    generate: stream(GenerateRequest, GenerateEvent),
    /** The tokens of a text to fill in between `prefix` and `suffix`; `bad-request` where the vocabulary has none for it. */
    tokenizeInfill: call(z.object({ prefix: z.string(), suffix: z.string(), limit: z.int() }), z.object({ tokens: z.array(z.int()), more: z.boolean() })),
    /** Each token's own text, special ones too. */
    tokenTexts: call(z.object({ tokens: z.array(z.int()) }), z.object({ texts: z.array(z.string()) })),
    /** The vector of one text as the model gives it, not normalised. */
    embed: call(z.object({ text: z.string() }), EmbedAnswer),
    /** How well a document answers the query, from 0 to 1; `bad-request` where the model can't say. */
    rerank: call(z.object({ query: z.string(), document: z.string() }), z.object({ score: z.number(), tokens: z.int() })),
    /** The process's memory now and before it loaded the model: where the system tells it (Linux), pages shared with others divided up (PSS), else resident ones. */
    memory: call(z.object({}), z.object({ residentBytes: z.number(), beforeLoadBytes: z.number() })),
    /** Answers when the process can be asked. */
    ping: call(z.object({}), z.object({})),
    /** The devices that `gpu` would use, by name, with their memory together. Of a process that has no model. */
    devices: call(ModelSettings.pick({ gpu: true }), z.object({ backend: z.string(), names: z.array(z.string()), freeBytes: z.number(), totalBytes: z.number() })),
  },
} as const;
export type LlamaContract = typeof llama;
