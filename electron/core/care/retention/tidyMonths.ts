import Sqlite, { type Database } from "better-sqlite3";
import { existsSync } from "node:fs";
import { monthOf } from "../../interactions/ids.ts";
import { monthPath, monthsOf } from "../../interactions/logFiles.ts";

/** Pages of full text merged in one transaction: some milliseconds, in which the writer waits. */
const pagesAtOnce = 48;
const spansAtOnce = 500;

type Parts = {
  logFolder: string;
  /** Of which interactions were removed. */
  months: string[];
  /** Spans that began before this (epoch milliseconds) go where no interaction of their trace is left; null: all stay. */
  spansBefore: number | null;
};

/**
 * What a removal leaves to be done: spans of traces that are gone, and the space that full text still takes of rows that are gone. In
 * small transactions of a connection of its own; yields after each.
 */
export function* tidyMonths({ logFolder, months, spansBefore }: Parts): Generator<{ month: string }> {
  const old = spansBefore === null ? [] : monthsOf(logFolder).filter((month) => month <= monthOf(spansBefore));
  for (const month of new Set([...months, ...old])) {
    const path = monthPath(logFolder, month);
    if (!existsSync(path)) continue;
    const db = new Sqlite(path, { fileMustExist: true, timeout: 5000 });
    try {
      if (spansBefore !== null) for (const _ of removeSpans(db, spansBefore)) yield { month };
      if (months.includes(month)) for (const _ of mergeFullText(db)) yield { month };
    } finally {
      db.close();
    }
  }
}

function* removeSpans(db: Database, before: number): Generator<void> {
  const keysAfter = db.prepare<{ after: number; before: number }, number>(`
    SELECT key FROM spans WHERE key > @after AND started_at < @before AND NOT EXISTS (SELECT 1 FROM interactions WHERE interactions.trace_id = spans.trace_id) ORDER BY key LIMIT ${spansAtOnce}`).pluck();
  const removeBody = db.prepare<[number]>("DELETE FROM span_bodies WHERE span = ?");
  const remove = db.prepare<[number]>("DELETE FROM spans WHERE key = ?");
  for (let after = -1; ; ) {
    const keys = keysAfter.all({ after, before });
    if (keys.length === 0) return;
    db.transaction(() => {
      for (const key of keys) {
        removeBody.run(key);
        remove.run(key);
      }
    }).immediate();
    after = keys.at(-1)!;
    yield;
  }
}

/** FTS5 only marks rows as gone, and frees their space when it merges. */
function* mergeFullText(db: Database): Generator<void> {
  const merge = db.prepare<[number]>("INSERT INTO interaction_text (interaction_text, rank) VALUES ('merge', ?)");
  const changes = db.prepare<[], number>("SELECT total_changes()").pluck();
  // Negative: everything is to become one segment (FTS5, section 6.8); from then on as far as there is something to do.
  for (let before = changes.get()!, pages = -pagesAtOnce; ; pages = pagesAtOnce) {
    merge.run(pages);
    const after = changes.get()!;
    yield;
    if (after - before < 2) return;
    before = after;
  }
}
