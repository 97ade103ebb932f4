import type { Database } from "better-sqlite3";
import type { IncomingFeedback } from "../../../../shared/schemas/incoming.ts";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";

type FeedbackRow = { id: string; source_id: string | null; created_at: number; name: string; value: number | null; label: string | null; comment: string | null; correction: string | null; annotator: string | null };
export type FeedbackOf = Pick<InteractionSummary, "id" | "traceId" | "spanId" | "source" | "sourceId">;

const columns = "id, source_id, created_at, name, value, label, comment, correction, annotator";
const mostFeedback = 1000;

/** What one month holds of feedback: by an interaction's id, or, where it came first, by its span or its source's id. */
export function createMonthFeedback(db: Database) {
  const of = db.prepare<FeedbackOf, FeedbackRow>(`
    SELECT ${columns} FROM feedback WHERE interaction_id = @id
    UNION SELECT ${columns} FROM feedback WHERE interaction_id IS NULL AND trace_id = @traceId AND (span_id = @spanId OR span_id IS NULL)
    UNION SELECT ${columns} FROM feedback WHERE interaction_id IS NULL AND source = @source AND source_of = @sourceId
    ORDER BY created_at, id LIMIT ${mostFeedback}`);
  const waiting = db.prepare<[], number>("SELECT EXISTS (SELECT 1 FROM feedback WHERE interaction_id IS NULL)").pluck();
  return {
    /** Whether there is feedback of what was not known then, and may lie in another month. */
    isWaiting: (): boolean => waiting.get() === 1,
    /** Without an id of its source, feedback is known again by its own. */
    of({ id, traceId, spanId, source, sourceId }: FeedbackOf): IncomingFeedback[] {
      return of.all({ id, traceId, spanId, source, sourceId }).map(({ id: own, source_id, created_at, ...rest }) => ({ ...rest, sourceId: source_id ?? own, of: { interactionId: id }, createdAt: created_at }));
    },
  };
}
