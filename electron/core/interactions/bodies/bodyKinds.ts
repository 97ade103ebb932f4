import { z } from "zod";
import { TokenLogprob } from "../../../../shared/schemas/logprobs.ts";
import { ToolCall } from "../../../../shared/schemas/tools.ts";
import { Attempt, Conditions } from "../../../../shared/schemas/interaction.ts";

/** What the bodies of an interaction hold, beside `request`: the request's bytes as they came. */
export const Answer = z.object({ output: z.string(), tokens: z.array(z.int()).nullable(), ends: z.array(z.int()).nullable(), toolCalls: z.array(ToolCall).nullable().default(null), reasoning: z.string().nullable().default(null) });
export type Answer = z.infer<typeof Answer>;
export const Prompt = z.object({ text: z.string(), tokens: z.array(z.int()).nullable() });
export type Prompt = z.infer<typeof Prompt>;
export const Record = z.object({ conditions: Conditions, attempts: z.array(Attempt) });
export type Record = z.infer<typeof Record>;

/** Only where it was asked for: it is many times as long as the answer. */
export const Logprobs = z.object({ answer: z.array(TokenLogprob).nullable(), prompt: z.array(TokenLogprob.nullable()).nullable() });
export type Logprobs = z.infer<typeof Logprobs>;

/** `raw`: a record as it came from elsewhere, where the request does not say it all. */
export type BodyKind = "request" | "answer" | "prompt" | "record" | "logprobs" | "raw";
