import type { Database } from "better-sqlite3";
import { z } from "zod";
import { ClockMark } from "../../../../shared/schemas/clockMark.ts";
import { SpanEvent, SpanKind, SpanStatus, type SpanDetail, type TraceSpan } from "../../../../shared/schemas/trace.ts";
import { decodeJson, type Body } from "../bodies/body.ts";
import { callColumns, shortError, spanOfCall, type CallRow } from "./spanOfCall.ts";

type SpanRow = {
  key: number; trace_id: string; span_id: string; parent_span_id: string | null; name: string; kind: string; started_at: number; duration_ms: number | null; status: string;
  status_message: string | null; clock_mark: string | null; session: string | null; user: string | null;
};
type After = { traceId: string; after: string; limit: number };

const spanColumns = "key, trace_id, span_id, parent_span_id, name, kind, started_at, duration_ms, status, status_message, clock_mark, session, user";

/** The parts of a trace in one month, each a walk along an index: other spans, calls with a span's id, calls without. */
export const tracePartSql = {
  spans: `SELECT ${spanColumns} FROM spans WHERE trace_id = @traceId AND span_id > @after ORDER BY span_id LIMIT @limit`,
  calls: `SELECT ${callColumns} FROM interactions WHERE trace_id = @traceId AND span_id > @after ORDER BY span_id LIMIT @limit`,
  spanlessCalls: `SELECT ${callColumns} FROM interactions WHERE trace_id = @traceId AND span_id IS NULL AND id > @after ORDER BY id LIMIT @limit`,
} as const;
export type TracePart = keyof typeof tracePartSql;
export const traceParts = Object.keys(tracePartSql) as TracePart[];

/** What the body of a span holds. */
const SpanBody = z.object({ input: z.string().nullable(), output: z.string().nullable(), attributes: z.record(z.string(), z.unknown()).nullable(), events: z.array(SpanEvent) });

/** What one month holds of traces. */
export function createMonthTraces(db: Database) {
  const spans = db.prepare<After, SpanRow>(tracePartSql.spans);
  const calls = db.prepare<After, CallRow>(tracePartSql.calls);
  const spanlessCalls = db.prepare<After, CallRow>(tracePartSql.spanlessCalls);
  const one = db.prepare<{ traceId: string; spanId: string }, SpanRow>(`SELECT ${spanColumns} FROM spans WHERE trace_id = @traceId AND span_id = @spanId`);
  const body = db.prepare<[number], Body>("SELECT encoding, size, data FROM span_bodies WHERE span = ?");
  const call = db.prepare<{ traceId: string; spanId: string }, CallRow>(`SELECT ${callColumns} FROM interactions WHERE trace_id = @traceId AND (span_id = @spanId OR (span_id IS NULL AND id = @spanId))`);

  return {
    /** Up to `limit` spans above the id `after`, in the order of their ids. */
    part(part: TracePart, asked: After): TraceSpan[] {
      if (part === "spans") return spans.all(asked).map(spanOfRow);
      return (part === "calls" ? calls : spanlessCalls).all(asked).map(spanOfCall);
    },
    /** One span that is no model's call. */
    span(traceId: string, spanId: string): SpanDetail | undefined {
      const row = one.get({ traceId, spanId });
      if (!row) return undefined;
      const stored = body.get(row.key);
      const { input, output, attributes, events } = stored ? SpanBody.parse(decodeJson(stored)) : { input: null, output: null, attributes: null, events: [] };
      return { ...spanOfRow(row), error: row.status_message, session: row.session, user: row.user, input, output, attributes, events };
    },
    /** The interaction that is this span. */
    call(traceId: string, spanId: string): (TraceSpan & { interactionId: string }) | undefined {
      const row = call.get({ traceId, spanId });
      return row && { ...spanOfCall(row), interactionId: row.id };
    },
  };
}

function spanOfRow(row: SpanRow): TraceSpan {
  return {
    traceId: row.trace_id, spanId: row.span_id, parentSpanId: row.parent_span_id, name: row.name, kind: SpanKind.parse(row.kind), startedAt: row.started_at, durationMs: row.duration_ms,
    clockMark: ClockMark.nullable().parse(row.clock_mark), status: SpanStatus.parse(row.status), error: shortError(row.status_message),
    interactionId: null, model: null, promptTokens: null, completionTokens: null,
  };
}
