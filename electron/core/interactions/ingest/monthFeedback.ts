import type { Database } from "better-sqlite3";
import type { Fate } from "../../../../shared/schemas/incoming.ts";
import { feedbackColumns, type PreparedFeedback, type SqlValue } from "./prepared.ts";

/** What writes feedback into one month. Call `put` inside a transaction of `db`. */
export function createMonthFeedback(db: Database) {
  const insert = db.prepare<SqlValue[]>(`INSERT OR IGNORE INTO feedback (${feedbackColumns.join(", ")}) VALUES (${feedbackColumns.map(() => "?").join(", ")})`);
  const known = db.prepare<[string | null], string>("SELECT id FROM feedback WHERE source_id = ?").pluck();
  const hasId = db.prepare<[string | null], string>("SELECT id FROM interactions WHERE id = ?").pluck();
  const ofSpan = db.prepare<[string, string], string>("SELECT id FROM interactions WHERE trace_id = ? AND span_id = ?").pluck();
  const firstOfTrace = db.prepare<[string], string>("SELECT id FROM interactions WHERE trace_id = ? ORDER BY parent_span_id IS NOT NULL, id LIMIT 1").pluck();
  const ofSource = db.prepare<[string, string], string>("SELECT id FROM interactions WHERE source = ? AND source_id = ?").pluck();
  return {
    /** The id of the interaction that it is about, if this month has it; of a whole trace, its first. */
    subjectOf({ interactionId, traceId, spanId, source, sourceOf }: PreparedFeedback): string | undefined {
      if (interactionId !== null) return hasId.get(interactionId);
      if (traceId !== null) return spanId === null ? firstOfTrace.get(traceId) : ofSpan.get(traceId, spanId);
      return source === null || sourceOf === null ? undefined : ofSource.get(source, sourceOf);
    },
    /** `subject` null: what it is about has not come yet. */
    put({ row, id, sourceId }: PreparedFeedback, subject: string | null): Fate {
      const { changes } = insert.run(id, subject, ...row.slice(2));
      return changes === 1 ? { fate: "stored", id } : { fate: "duplicate", id: known.get(sourceId)! };
    },
  };
}
