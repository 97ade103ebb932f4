import { z } from "zod";

export const SpanKind = z.enum(["model", "tool", "retriever", "embedding", "reranker", "agent", "chain", "guard", "evaluator", "other"]);
export type SpanKind = z.infer<typeof SpanKind>;
export const SpanStatus = z.enum(["unset", "ok", "error", "running"]);
export type SpanStatus = z.infer<typeof SpanStatus>;

/** One bar of a trace's waterfall; those of kind `model` that are interactions name them. */
export const TraceSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  name: z.string(),
  kind: SpanKind,
  /** Epoch milliseconds with fractions. */
  startedAt: z.number(),
  /** Null: not ended, or not known. */
  durationMs: z.number().nullable(),
  status: SpanStatus,
  interactionId: z.string().nullable(),
});
export type TraceSpan = z.infer<typeof TraceSpan>;
