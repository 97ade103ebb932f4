import type { Database } from "better-sqlite3";
import type { BodyTable } from "../bodies/bodyTable.ts";
import type { createSearchIndex } from "./searchIndex.ts";
import type { TagTable } from "./tagTable.ts";

type Parts = { db: Database; bodies: BodyTable; tags: TagTable; search: ReturnType<typeof createSearchIndex> };

/** What takes interactions out of one month, with all that hangs on them. Call it inside a transaction of `db`. */
export function createMonthRemover({ db, bodies, tags, search }: Parts) {
  const rowOf = db.prepare<[string], { key: number; status: string; source: string | null; tags: string }>("SELECT key, status, source, tags FROM interactions WHERE id = ?");
  const removeRow = db.prepare<[number]>("DELETE FROM interactions WHERE key = ?");
  const removeFeedback = db.prepare<[string]>("DELETE FROM feedback WHERE interaction_id = ?");
  /** Whether it was there. What is being answered now stays. */
  return (id: string): boolean => {
    const row = rowOf.get(id);
    if (!row || (row.status === "running" && row.source === null)) return false;
    bodies.removeOf(row.key);
    tags.remove(id, row.tags);
    search.remove(row.key);
    removeFeedback.run(id);
    removeRow.run(row.key);
    return true;
  };
}
