import type { BodyKind } from "../bodies/bodyKinds.ts";
import type { SearchText } from "../writing/searchIndex.ts";
import type { SentBody } from "../bodies/sentBody.ts";

/** What a column takes. */
export type SqlValue = string | number | Uint8Array | null;

/** The columns of an interaction that came in, in the order of `PreparedInteraction.row`. */
export const incomingColumns = [
  "id", "created_at", "ended_at", "status", "origin", "model", "model_sha256", "deployment", "session", "user", "tags", "trace_id", "span_id", "parent_span_id", "source", "source_id",
  "replay_of", "input", "output", "finish_reason", "error_code", "error", "prompt_tokens", "completion_tokens", "cached_tokens", "queue_ms", "load_ms", "prompt_ms", "first_token_ms",
  "generation_ms", "total_ms", "tokens_per_second", "clock_mark", "span_name", "prompt_hash", "redactions", "metadata",
] as const;

/** An interaction, ready to be written: its row, its bodies compressed, its words for full text. Arrays, because names cost time on their way to a thread. */
export type PreparedInteraction = {
  id: string;
  row: SqlValue[];
  isRunning: boolean;
  traceId: string | null;
  spanId: string | null;
  source: string | null;
  sourceId: string | null;
  tags: string[];
  bodies: [BodyKind, SentBody][];
  text: SearchText;
};

export const spanColumns = ["trace_id", "span_id", "parent_span_id", "name", "kind", "started_at", "duration_ms", "status", "status_message", "clock_mark", "session", "user", "input", "output"] as const;
export type PreparedSpan = { row: SqlValue[]; traceId: string; spanId: string; isRunning: boolean; body: SentBody };

export const feedbackColumns = ["id", "interaction_id", "trace_id", "span_id", "source", "source_of", "source_id", "created_at", "name", "value", "label", "annotator", "comment", "correction"] as const;
export type PreparedFeedback = { row: SqlValue[]; id: string; interactionId: string | null; traceId: string | null; spanId: string | null; source: string | null; sourceOf: string | null; sourceId: string | null; month: string };
