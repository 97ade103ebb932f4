import { z } from "zod";
import { FinishReason, RunRequest, Status, Timings, Usage } from "./chat.ts";
import { ClockMark } from "./clockMark.ts";
import { Failure, Interaction } from "./interaction.ts";
import { SpanKind, SpanStatus } from "./trace.ts";
import { Redactions } from "./redaction.ts";
import { ToolCall } from "./tools.ts";

export { ClockMark };

/**
 * A model call that happened elsewhere, as the log takes it in. The same one is known again by (`traceId`, `spanId`), or else by
 * (`source`, `sourceId`); one of the two pairs is needed.
 */
export const IncomingInteraction = z.object({
  /** The format or sender: `otlp`, `langfuse`, `openai-jsonl`, … */
  source: z.string().min(1).max(100),
  sourceId: z.string().min(1).max(500).nullable(),
  /** Lower-case hex of 16 and 8 bytes; other formats' ids as they are. */
  traceId: z.string().min(1).max(200).nullable(),
  spanId: z.string().min(1).max(200).nullable(),
  parentSpanId: z.string().min(1).max(200).nullable(),
  /** What its sender calls it. */
  name: z.string().max(1000).nullable().optional(),
  /** Epoch milliseconds, as claimed. */
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  clockMark: ClockMark.nullable(),
  /** `running`: its end has not come yet; the same call again completes it. */
  status: Status,
  model: z.string().max(1000).nullable(),
  deployment: z.string().max(1000).nullable(),
  session: z.string().max(500).nullable(),
  user: z.string().max(500).nullable(),
  tags: z.array(z.string().min(1).max(200)).max(100),
  /** Whatever else came with it; filters reach it as `metadata.KEY`. */
  metadata: z.record(z.string(), z.unknown()).nullable(),
  /** In Tapedeck's words, for showing and replaying. `origin` is `import` or `api`. */
  request: RunRequest,
  /** The record exactly as it came, for a round trip; null where `request` says it all. */
  raw: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
  output: z.string(),
  toolCalls: z.array(ToolCall).nullable(),
  /** What the model thought before it answered, where that came apart. */
  reasoning: z.string().nullable(),
  finishReason: FinishReason.nullable(),
  error: Failure.nullable(),
  usage: Usage,
  timings: Timings,
  /** What was taken out of it before it was stored. */
  redactions: Redactions.nullable().optional(),
  /**
   * Of Tapedeck's own files only: all that was recorded. It is known again by `recorded.id`, which it keeps, and everything of `recorded`
   * (origin, source, conditions, attempts, tokens, logprobs, …) is stored as it stands there; `raw` is then the request's own bytes.
   */
  recorded: Interaction.optional(),
  /** Beside `recorded`: the record that it once came as from elsewhere, byte for byte. */
  original: z.instanceof(Uint8Array).optional(),
});
export type IncomingInteraction = z.infer<typeof IncomingInteraction>;

/** A span of a trace that is no model call: a tool, a retriever, an agent, a chain. */
export const IncomingSpan = z.object({
  traceId: z.string().min(1).max(200),
  spanId: z.string().min(1).max(200),
  parentSpanId: z.string().min(1).max(200).nullable(),
  name: z.string().max(1000),
  kind: SpanKind,
  /** Epoch milliseconds with fractions. */
  startedAt: z.number(),
  /** Null: its end has not come yet. */
  durationMs: z.number().nullable(),
  clockMark: ClockMark.nullable(),
  status: SpanStatus,
  /** Why it failed, where its sender says so. */
  statusMessage: z.string().nullable(),
  session: z.string().max(500).nullable(),
  user: z.string().max(500).nullable(),
  /** What went in and what came out, as text, where its sender says so. */
  input: z.string().nullable(),
  output: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()).nullable(),
  /** As they came, in order. */
  events: z.array(z.object({ name: z.string(), at: z.number(), attributes: z.record(z.string(), z.unknown()) })),
});
export type IncomingSpan = z.infer<typeof IncomingSpan>;

/** A score, label, comment or correction of an interaction, which is named by its id, its span or its source's id. */
export const IncomingFeedback = z.object({
  /** Known again by this; null: always new. */
  sourceId: z.string().max(500).nullable(),
  of: z.union([z.object({ interactionId: z.string() }), z.object({ traceId: z.string(), spanId: z.string().nullable() }), z.object({ source: z.string(), sourceId: z.string() })]),
  createdAt: z.number(),
  name: z.string().min(1).max(200),
  value: z.number().nullable(),
  label: z.string().max(1000).nullable(),
  comment: z.string().max(100_000).nullable(),
  correction: z.string().max(1_000_000).nullable(),
  annotator: z.string().max(500).nullable(),
});
export type IncomingFeedback = z.infer<typeof IncomingFeedback>;

/** At most 1,000 of each. */
export type IncomingBatch = { interactions: IncomingInteraction[]; spans: IncomingSpan[]; feedback: IncomingFeedback[] };

/** What became of one item: new, the end of one that was there, nothing new, or why it could not be kept. */
export type Fate = { fate: "stored" | "completed"; id: string } | { fate: "duplicate"; id: string } | { fate: "rejected"; reason: string };
/** One fate an item, in the order of the batch; given when all that was stored is durable. */
export type Ingested = { interactions: Fate[]; spans: Fate[]; feedback: Fate[] };
