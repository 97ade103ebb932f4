import type { Database } from "better-sqlite3";
import type { Feedback } from "../../../../shared/schemas/feedback.ts";

export type BesideKind = "session" | "user" | "prompt";
type FeedbackRow = { id: string; created_at: number; name: string; value: number | null; label: string | null; comment: string | null; correction: string | null; annotator: string | null };
type FeedbackOf = { id: string; traceId: string | null; spanId: string | null; source: string | null; sourceId: string | null };

const columns: Record<BesideKind, string> = { session: "session", user: "user", prompt: "prompt_hash" };
/** The row before, or after, `id` of those that share a value; each by its index. */
export const besideSql = (kind: BesideKind, isNext: boolean): string =>
  `SELECT id FROM interactions WHERE ${columns[kind]} = @value AND id ${isNext ? ">" : "<"} @id ORDER BY id ${isNext ? "ASC" : "DESC"} LIMIT 1`;
const feedbackColumns = "id, created_at, name, value, label, comment, correction, annotator";
/** An interaction has thousands of them only by mistake. */
const mostFeedback = 1000;

/** What stands beside an interaction in one month: rows that share something with it, and what was said of it. */
export function createMonthBeside(db: Database) {
  const neighbour = (kind: BesideKind, isNext: boolean) => db.prepare<{ value: string | Buffer; id: string }, string>(besideSql(kind, isNext)).pluck();
  const neighbours = { session: [neighbour("session", false), neighbour("session", true)], user: [neighbour("user", false), neighbour("user", true)], prompt: [neighbour("prompt", false), neighbour("prompt", true)] } as const;
  const values = db.prepare<[string], { session: string | null; user: string | null; prompt: Buffer | null }>("SELECT session, user, prompt_hash AS prompt FROM interactions WHERE id = ?");
  const feedback = db.prepare<FeedbackOf, FeedbackRow>(`
    SELECT ${feedbackColumns} FROM feedback WHERE interaction_id = @id
    UNION SELECT ${feedbackColumns} FROM feedback WHERE interaction_id IS NULL AND trace_id = @traceId AND (span_id = @spanId OR span_id IS NULL)
    UNION SELECT ${feedbackColumns} FROM feedback WHERE interaction_id IS NULL AND source = @source AND source_of = @sourceId
    ORDER BY created_at, id LIMIT ${mostFeedback}`);
  return {
    /** By what an interaction has neighbours. */
    valuesOf: (id: string) => values.get(id),
    neighbour: (kind: BesideKind, isNext: boolean, value: string | Buffer, id: string): string | undefined => neighbours[kind][isNext ? 1 : 0].get({ value, id }),
    feedback: (of: FeedbackOf): Feedback[] => feedback.all(of).map(({ created_at, ...rest }) => ({ ...rest, createdAt: created_at })),
  };
}
