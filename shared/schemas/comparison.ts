import { z } from "zod";
import { FinishReason, Message, Sampling, Status } from "./chat.ts";

/** A prompt of its own, or a chosen interaction whose messages are sent again. */
export const ComparisonInput = z.object({ messages: z.array(Message).min(1), interactionId: z.string().nullable() });
export type ComparisonInput = z.infer<typeof ComparisonInput>;

export const CompareRequest = z.object({
  targets: z.array(z.string().min(1)).min(2).max(8),
  /** At most 250: whoever watches is sent the whole comparison, answers included, a few times a second. */
  inputs: z.union([z.object({ messages: z.array(Message).min(1) }), z.object({ interactionIds: z.array(z.string()).min(1).max(250) })]),
  /** Left out with interactions: each one's own recorded sampling. */
  sampling: Sampling.optional(),
});
export type CompareRequest = z.infer<typeof CompareRequest>;

/** One answer: input `row` on target `column`. */
export const ComparisonCell = z.object({
  row: z.int(),
  column: z.int(),
  interactionId: z.string().nullable(),
  status: z.union([Status, z.literal("waiting")]),
  output: z.string(),
  finishReason: FinishReason.nullable(),
  completionTokens: z.int().nullable(),
  firstTokenMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
  error: z.string().nullable(),
});
export type ComparisonCell = z.infer<typeof ComparisonCell>;

export const Comparison = z.object({
  id: z.string(),
  createdAt: z.number(),
  state: z.enum(["running", "done", "cancelled", "failed", "interrupted"]),
  jobId: z.string().nullable(),
  /** Model names in the order that was asked for. */
  targets: z.array(z.string()),
  inputs: z.array(ComparisonInput),
  sampling: Sampling.nullable(),
  cells: z.array(ComparisonCell),
});
export type Comparison = z.infer<typeof Comparison>;

export const ComparisonSummary = Comparison.pick({ id: true, createdAt: true, state: true, targets: true }).extend({ inputCount: z.int(), title: z.string() });
export type ComparisonSummary = z.infer<typeof ComparisonSummary>;
