import type { Database } from "better-sqlite3";
import { z } from "zod";
import { displayable } from "../texts.ts";

const Tags = z.array(z.string());

/** The tags of one month's rows as rows, in step with the column `tags`. Call it inside a transaction of `db`. */
export function createTagTable(db: Database) {
  const insert = db.prepare<[string, string]>("INSERT OR IGNORE INTO interaction_tags (tag, id) VALUES (?, ?)");
  const remove = db.prepare<[string, string]>("DELETE FROM interaction_tags WHERE tag = ? AND id = ?");
  return {
    add(id: string, tags: readonly string[]): void {
      for (const tag of tags) insert.run(tag, id);
    },
    /** `column`: JSON. */
    remove(id: string, column: string): void {
      for (const tag of Tags.parse(JSON.parse(column))) remove.run(displayable(tag), id);
    },
  };
}
export type TagTable = ReturnType<typeof createTagTable>;
