import { z } from "zod";
import { Sampling } from "./chat.ts";

/** `target` left out: the interaction's own model. `overrides` are merged over its sampling; what they leave out is as recorded, the seed too. */
export const ReplayRequest = z.object({
  interactionId: z.string().min(1).max(200),
  target: z.string().min(1).max(4096).optional(),
  times: z.int().min(1).max(1000).default(1),
  overrides: Sampling.default({}),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;

/** `identical`: same bytes and finish reason. `same-tokens`: same token ids, other bytes or finish. `failed`: the replay has no whole answer. */
export const Grade = z.enum(["identical", "same-tokens", "diverged", "failed"]);
export type Grade = z.infer<typeof Grade>;
/** A recorded condition that differs from the original's. `redaction`: pieces of the original were taken out before it was stored, so it was not sent again as it was. */
export const Difference = z.enum(["model", "template", "engine", "backend", "parameters", "slots", "cache", "redaction"]);
export type Difference = z.infer<typeof Difference>;

export const ReplayResult = z.object({
  interactionId: z.string(),
  createdAt: z.number(),
  model: z.string().nullable(),
  grade: Grade,
  /** 0-based index of the first token that is not the same, with the text of each side's token (`""`: that side had ended). */
  firstDivergence: z.object({ token: z.int(), original: z.string(), replayed: z.string() }).nullable(),
  differences: z.array(Difference),
  output: z.string(),
  error: z.string().nullable(),
});
export type ReplayResult = z.infer<typeof ReplayResult>;

export const ReplayEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("begun"), index: z.int(), interactionId: z.string() }),
  z.object({ type: z.literal("text"), index: z.int(), text: z.string() }),
  z.object({ type: z.literal("result"), index: z.int(), result: ReplayResult }),
]);
export type ReplayEvent = z.infer<typeof ReplayEvent>;
