import type { Database } from "better-sqlite3";
import { rowColumns, type InteractionRow } from "../reading/rows.ts";

type Sums = { turns: number; failed: number; prompt_tokens: number | null; completion_tokens: number | null; first_at: number | null; last_at: number | null; answering_ms: number | null };

/** A session's rows in the order of time, by its index. */
export const sessionSql = `SELECT ${rowColumns} FROM interactions WHERE session = @session ORDER BY id LIMIT @limit OFFSET @skip`;
const ofSession = "FROM interactions WHERE session = @session";

/** What one month holds of sessions. */
export function createMonthSessions(db: Database) {
  const rows = db.prepare<{ session: string; skip: number; limit: number }, InteractionRow>(sessionSql);
  const count = db.prepare<{ session: string }, number>(`SELECT count(*) ${ofSession}`).pluck();
  const sums = db.prepare<{ session: string }, Sums>(`
    SELECT count(*) AS turns, count(*) FILTER (WHERE status IN ('failed', 'blocked', 'interrupted')) AS failed, sum(prompt_tokens) AS prompt_tokens, sum(completion_tokens) AS completion_tokens,
      min(created_at) AS first_at, max(coalesce(ended_at, created_at)) AS last_at, sum(total_ms) AS answering_ms ${ofSession}`);
  const names = (column: "user" | "model") => db.prepare<{ session: string; limit: number }, string>(`SELECT DISTINCT ${column} ${ofSession} AND ${column} IS NOT NULL LIMIT @limit`).pluck();
  const users = names("user");
  const models = names("model");
  return {
    rows: (session: string, skip: number, limit: number): InteractionRow[] => rows.all({ session, skip, limit }),
    count: (session: string): number => count.get({ session })!,
    sums: (session: string): Sums => sums.get({ session })!,
    users: (session: string, limit: number): string[] => users.all({ session, limit }),
    models: (session: string, limit: number): string[] => models.all({ session, limit }),
  };
}
