import { z } from "zod";
import { call, stream } from "./rpc/contract.ts";
import { FinishReason, ResolvedSampling } from "./schemas/chat.ts";
import { ModelSettings, Runtime } from "./schemas/model.ts";

/** A model's settings with every choice made, for one process. */
export const LoadSettings = ModelSettings.pick({ gpu: true, slots: true, gpuLayers: true, kvType: true, promptLookup: true, contextShift: true }).extend({ threads: z.int(), contextTokens: z.int() });
export type LoadSettings = z.infer<typeof LoadSettings>;
/** `draftPath`: the file of a model that guesses ahead. */
export const LoadRequest = z.object({ path: z.string(), draftPath: z.string().nullable().default(null), settings: LoadSettings });
export const LoadEvent = z.discriminatedUnion("type", [z.object({ type: z.literal("progress"), progress: z.number() }), z.object({ type: z.literal("loaded"), runtime: Runtime })]);

/** `promptTokens` were made by `tokenize` of this process. A prompt that does not fit is `context-exceeded`, never cut. */
export const GenerateRequest = z.object({
  promptTokens: z.array(z.int()),
  sampling: ResolvedSampling,
  /** For measurements: goes on at an end token, up to `maxTokens`; evaluates the prompt in pieces of this many tokens. */
  ignoreEnd: z.boolean().optional(),
  batchTokens: z.int().min(1).optional(),
});
export const GenerateEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("queued"), ahead: z.int() }),
  /** A slot was given; `samplingChain` names what the sampler does. */
  z.object({ type: z.literal("started"), slot: z.int(), slotsBusy: z.int(), promptBatchTokens: z.int(), samplingChain: z.array(z.string()) }),
  z.object({ type: z.literal("prompt"), processed: z.int() }),
  /** About 30 ms of tokens. `text` never ends inside a character; `ends[i]` is where token i's text ends in the whole answer, in UTF-16 units. */
  z.object({ type: z.literal("tokens"), tokens: z.array(z.int()), ends: z.array(z.int()), text: z.string() }),
  z.object({ type: z.literal("done"), finishReason: FinishReason, slotsBusy: z.int(), cachedTokens: z.int(), promptMs: z.number(), generationMs: z.number() }),
]);
export type GenerateEvent = z.infer<typeof GenerateEvent>;

/** What core asks of a llama process. It holds one model and dies with its pipe. */
export const llama = {
  model: {
    load: stream(LoadRequest, LoadEvent),
    /** Special tokens in `text` are read as such. A text far over `limit` tokens is not read to its end: `more`. */
    tokenize: call(z.object({ text: z.string(), limit: z.int() }), z.object({ tokens: z.array(z.int()), more: z.boolean() })),
    generate: stream(GenerateRequest, GenerateEvent),
    /** The process's memory now and before it loaded the model: where the system tells it (Linux), pages shared with others divided up (PSS), else resident ones. */
    memory: call(z.object({}), z.object({ residentBytes: z.number(), beforeLoadBytes: z.number() })),
    /** Answers when the process can be asked. */
    ping: call(z.object({}), z.object({})),
  },
} as const;
export type LlamaContract = typeof llama;
