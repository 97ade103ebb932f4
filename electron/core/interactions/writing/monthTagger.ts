import type { Database } from "better-sqlite3";
import { z } from "zod";
import type { TagTable } from "./tagTable.ts";
import { displayable } from "../texts.ts";

const Tags = z.array(z.string());
/** As many as may come with an interaction. */
const mostTags = 100;

/** What changes the tags of one month's interactions. Call it inside a transaction of `db`. */
export function createMonthTagger({ db, tags }: { db: Database; tags: TagTable }) {
  const columnOf = db.prepare<[string], string>("SELECT tags FROM interactions WHERE id = ?").pluck();
  const write = db.prepare<[string, string]>("UPDATE interactions SET tags = ? WHERE id = ?");
  /** Whether its tags are others now. One that has 100 gets no more. */
  return (id: string, { add, remove }: { add: readonly string[]; remove: readonly string[] }): boolean => {
    const column = columnOf.get(id);
    if (column === undefined) return false;
    const before = Tags.parse(JSON.parse(column));
    const after = [...new Set([...before.filter((tag) => !remove.includes(tag)), ...add])].slice(0, Math.max(mostTags, before.length));
    if (after.join("\0") === before.join("\0")) return false;
    tags.remove(id, column);
    write.run(JSON.stringify(after), id);
    tags.add(id, after.map(displayable));
    return true;
  };
}
