import { z } from "zod";
import { ClockMark } from "./clockMark.ts";

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
  /** Epoch milliseconds with fractions, as its sender's clock said. */
  startedAt: z.number(),
  /** Null: not ended, or not known. */
  durationMs: z.number().nullable(),
  clockMark: ClockMark.nullable(),
  status: SpanStatus,
  /** Why it failed: the beginning of it. */
  error: z.string().nullable(),
  interactionId: z.string().nullable(),
  /** Of a model's call. */
  model: z.string().nullable(),
  promptTokens: z.int().nullable(),
  completionTokens: z.int().nullable(),
});
export type TraceSpan = z.infer<typeof TraceSpan>;

/** At most 1,000 spans, in no order that means anything. */
export const TracePage = z.object({ spans: z.array(TraceSpan) });
export type TracePage = z.infer<typeof TracePage>;

export const SpanEvent = z.object({ name: z.string(), at: z.number(), attributes: z.record(z.string(), z.unknown()) });
export type SpanEvent = z.infer<typeof SpanEvent>;

/** One span with everything recorded. Of a model's call `input` is the last thing that was asked, `output` the answer. */
export const SpanDetail = TraceSpan.extend({
  session: z.string().nullable(),
  user: z.string().nullable(),
  input: z.string().nullable(),
  output: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()).nullable(),
  events: z.array(SpanEvent),
});
export type SpanDetail = z.infer<typeof SpanDetail>;
