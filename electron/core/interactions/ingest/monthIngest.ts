import type { Database } from "better-sqlite3";
import { AppError } from "../../../../shared/errors.ts";
import type { Fate } from "../../../../shared/schemas/incoming.ts";
import type { BodyTable } from "../bodies/bodyTable.ts";
import type { Repeats } from "../bodies/repeats.ts";
import type { createSearchIndex } from "../writing/searchIndex.ts";
import { receivedBody } from "../bodies/sentBody.ts";
import type { TagTable } from "../writing/tagTable.ts";
import { incomingColumns, type PreparedInteraction, type SqlValue } from "./prepared.ts";

type Parts = { db: Database; bodies: BodyTable; tags: TagTable; search: ReturnType<typeof createSearchIndex>; repeats: Repeats };
type Known = { key: number; id: string; status: string; tags: string };

/** What writes interactions from elsewhere into one month. Call it inside a transaction of `db`. */
export function createMonthIngest({ db, bodies, tags, search, repeats }: Parts) {
  const insert = db.prepare<SqlValue[]>(`INSERT OR IGNORE INTO interactions (${incomingColumns.join(", ")}) VALUES (${incomingColumns.map(() => "?").join(", ")})`);
  const complete = db.prepare<SqlValue[]>(`UPDATE interactions SET ${incomingColumns.slice(1).map((column) => `${column} = ?`).join(", ")} WHERE key = ?`);
  const known = "SELECT key, id, status, tags FROM interactions WHERE";
  const byId = db.prepare<[string], Known>(`${known} id = ?`);
  const bySpan = db.prepare<[string | null, string | null], Known>(`${known} trace_id = ? AND span_id = ?`);
  const bySource = db.prepare<[string | null, string | null], Known>(`${known} source = ? AND source_id = ?`);
  const isFeedbackWaiting = db.prepare<[], number>("SELECT EXISTS (SELECT 1 FROM feedback INDEXED BY feedback_waiting_by_span WHERE interaction_id IS NULL)").pluck();
  const adoptBySpan = db.prepare<[string, string | null, string | null]>("UPDATE feedback SET interaction_id = ? WHERE interaction_id IS NULL AND trace_id = ? AND (span_id IS NULL OR span_id = ?)");
  const adoptBySource = db.prepare<[string, string | null, string | null]>("UPDATE feedback SET interaction_id = ? WHERE interaction_id IS NULL AND source = ? AND source_of = ?");

  function putRest(key: number, id: string, item: PreparedInteraction): void {
    for (const [kind, body] of item.bodies) bodies.insert(key, kind, receivedBody(body, repeats));
    tags.add(id, item.tags);
    search.add(key, item.text);
  }

  function completed(before: Known, item: PreparedInteraction): Fate {
    tags.remove(before.id, before.tags);
    bodies.removeOf(before.key);
    search.remove(before.key);
    complete.run(...item.row.slice(1), before.key);
    putRest(before.key, before.id, item);
    return { fate: "completed", id: before.id };
  }

  return {
    /** Stores it, completes the running one that it is the end of, or knows it. */
    put(item: PreparedInteraction, isWaitedFor: boolean): Fate {
      const { changes, lastInsertRowid } = insert.run(...item.row);
      if (changes === 1) {
        putRest(Number(lastInsertRowid), item.id, item);
        if (isWaitedFor && item.traceId !== null) adoptBySpan.run(item.id, item.traceId, item.spanId);
        if (isWaitedFor && item.sourceId !== null) adoptBySource.run(item.id, item.source, item.sourceId);
        return { fate: "stored", id: item.id };
      }
      const before = byId.get(item.id) ?? bySpan.get(item.traceId, item.spanId) ?? bySource.get(item.source, item.sourceId);
      if (!before) throw new AppError("bad-request", "It breaks a rule of the log: a status or an origin that there is not.");
      return before.status === "running" && !item.isRunning ? completed(before, item) : { fate: "duplicate", id: before.id };
    },
    /** Whether feedback came before what it is about. */
    isFeedbackWaiting: () => isFeedbackWaiting.get() === 1,
  };
}
