import { existsSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { monthPath } from "../../interactions/logFiles.ts";

/** Pages of full text merged in one transaction: a few milliseconds, in which the writer waits. */
const pagesAtOnce = 256;

/**
 * Gives back what full text still takes of rows that are gone: FTS5 only marks them as gone and frees the space when it merges. In small
 * transactions of a connection of its own; yields after each.
 */
export function* tidyMonths({ logFolder, months }: { logFolder: string; months: string[] }): Generator<{ month: string }> {
  for (const month of months) {
    const path = monthPath(logFolder, month);
    if (!existsSync(path)) continue;
    const db = new Sqlite(path, { fileMustExist: true, timeout: 5000 });
    try {
      const merge = db.prepare<[number]>("INSERT INTO interaction_text (interaction_text, rank) VALUES ('merge', ?)");
      const changes = db.prepare<[], number>("SELECT total_changes()").pluck();
      // Negative: everything is to become one segment (FTS5, section 6.8); from then on as far as there is something to do.
      for (let before = changes.get()!, pages = -pagesAtOnce; ; pages = pagesAtOnce) {
        merge.run(pages);
        const after = changes.get()!;
        yield { month };
        if (after - before < 2) break;
        before = after;
      }
    } finally {
      db.close();
    }
  }
}
