import { Status } from "../../../../shared/schemas/chat.ts";
import { ClockMark } from "../../../../shared/schemas/clockMark.ts";
import type { SpanStatus, TraceSpan } from "../../../../shared/schemas/trace.ts";

/** What a waterfall shows of an interaction, as `SELECT ${callColumns}` gives it. */
export type CallRow = {
  id: string; trace_id: string; span_id: string | null; parent_span_id: string | null; span_name: string | null; created_at: number; ended_at: number | null; total_ms: number | null;
  clock_mark: string | null; status: string; model: string | null; deployment: string | null; prompt_tokens: number | null; completion_tokens: number | null; why: string | null;
};
export const callColumns =
  "id, trace_id, span_id, parent_span_id, span_name, created_at, ended_at, total_ms, clock_mark, status, model, deployment, prompt_tokens, completion_tokens, json_extract(error, '$.message') AS why";

const statuses: Record<Status, SpanStatus> = { running: "running", ok: "ok", failed: "error", blocked: "error", interrupted: "error", cancelled: "unset" };
const errorChars = 300;

/** The beginning of a failure's words, for a row. */
export const shortError = (text: string | null): string | null => text?.slice(0, errorChars).toWellFormed() ?? null;

/** An interaction as a span of its trace. One without a span's id goes by its own. */
export function spanOfCall(row: CallRow): TraceSpan {
  return {
    traceId: row.trace_id,
    spanId: row.span_id ?? row.id,
    parentSpanId: row.parent_span_id,
    name: row.span_name ?? `chat ${row.model ?? row.deployment ?? ""}`.trim(),
    kind: "model",
    startedAt: row.created_at,
    durationMs: row.total_ms ?? (row.ended_at === null ? null : row.ended_at - row.created_at),
    clockMark: ClockMark.nullable().parse(row.clock_mark),
    status: statuses[Status.parse(row.status)],
    error: shortError(row.why),
    interactionId: row.id,
    model: row.model,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
  };
}
