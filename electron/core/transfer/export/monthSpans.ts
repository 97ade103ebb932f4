import type { Database } from "better-sqlite3";
import { z } from "zod";
import { ClockMark } from "../../../../shared/schemas/clockMark.ts";
import type { IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import { SpanEvent, SpanKind, SpanStatus } from "../../../../shared/schemas/trace.ts";
import { decodeJson, type Body } from "../../interactions/bodies/body.ts";

type SpanRow = {
  key: number; trace_id: string; span_id: string; parent_span_id: string | null; name: string; kind: string; started_at: number; duration_ms: number | null; clock_mark: string | null;
  status: string; status_message: string | null; session: string | null; user: string | null; encoding: Body["encoding"] | null; data: Uint8Array | null;
};

const SpanBody = z.object({ input: z.string().nullable(), output: z.string().nullable(), attributes: z.record(z.string(), z.unknown()).nullable(), events: z.array(SpanEvent) });
const noBody: z.infer<typeof SpanBody> = { input: null, output: null, attributes: null, events: [] };
const columns = "spans.key, trace_id, span_id, parent_span_id, name, kind, started_at, duration_ms, clock_mark, status, status_message, session, user, encoding, data FROM spans LEFT JOIN span_bodies ON span = spans.key";

/** What one month holds of spans that are no model's calls. */
export function createMonthSpans(db: Database) {
  const ofTrace = db.prepare<{ traceId: string; after: string; limit: number }, SpanRow>(`SELECT ${columns} WHERE trace_id = @traceId AND span_id > @after ORDER BY span_id LIMIT @limit`);
  const all = db.prepare<{ after: number; limit: number }, SpanRow>(`SELECT ${columns} WHERE spans.key > @after ORDER BY spans.key LIMIT @limit`);
  return {
    /** Those of a trace above the span `after`, in the order of their ids. */
    ofTrace: (traceId: string, after: string, limit: number): IncomingSpan[] => ofTrace.all({ traceId, after, limit }).map(spanOf),
    /** Every span, in the order in which they came. */
    *each(pageRows: number): Generator<IncomingSpan> {
      for (let after = -1; ; ) {
        const rows = all.all({ after, limit: pageRows });
        for (const row of rows) yield spanOf(row);
        if (rows.length < pageRows) return;
        after = rows.at(-1)!.key;
      }
    },
  };
}

function spanOf(row: SpanRow): IncomingSpan {
  const body = row.encoding === null || row.data === null ? noBody : SpanBody.parse(decodeJson({ encoding: row.encoding, data: row.data }));
  return {
    traceId: row.trace_id, spanId: row.span_id, parentSpanId: row.parent_span_id, name: row.name, kind: SpanKind.parse(row.kind), startedAt: row.started_at, durationMs: row.duration_ms,
    clockMark: ClockMark.nullable().parse(row.clock_mark), status: SpanStatus.parse(row.status), statusMessage: row.status_message, session: row.session, user: row.user, ...body,
  };
}
