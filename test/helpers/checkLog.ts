import Sqlite from "better-sqlite3";
import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Looks through every month of a log as SQLite and as Tapedeck see it: pages and indexes whole, each ended row in full text, each body with
 * its row, parts counted right, tags in step. Gives the status of each interaction, and what is wrong.
 */
export function checkLog(dataFolder: string): { status: Map<string, string>; faults: string[] } {
  const status = new Map<string, string>();
  const faults: string[] = [];
  for (const name of readdirSync(join(dataFolder, "log")).filter((each) => each.endsWith(".sqlite"))) {
    const db = new Sqlite(join(dataFolder, "log", name));
    // Its process ended before the month was made.
    if (db.pragma("user_version", { simple: true }) === 0) {
      db.close();
      continue;
    }
    const count = (sql: string) => db.prepare<[], number>(sql).pluck().get()!;
    const expectNone = (what: string, sql: string) => {
      const found = count(sql);
      if (found > 0) faults.push(`${name}: ${found} ${what}`);
    };
    const integrity = db.pragma("integrity_check", { simple: true });
    if (integrity !== "ok") faults.push(`${name}: ${String(integrity)}`);
    expectNone("ended rows without full text", "SELECT count(*) FROM interactions WHERE status <> 'running' AND key NOT IN (SELECT id FROM interaction_text_docsize)");
    expectNone("texts without a row", "SELECT count(*) FROM interaction_text_docsize WHERE id NOT IN (SELECT key FROM interactions)");
    expectNone("rows without a request", "SELECT count(*) FROM interactions WHERE key NOT IN (SELECT interaction FROM bodies WHERE kind = 'request')");
    expectNone("bodies without a row", "SELECT count(*) FROM bodies WHERE interaction NOT IN (SELECT key FROM interactions)");
    expectNone("tags out of step", "SELECT count(*) FROM interaction_tags WHERE id NOT IN (SELECT id FROM interactions)");
    expectNone("parts counted wrong", "SELECT count(*) FROM parts WHERE uses <> (SELECT count(*) FROM bodies, json_each(bodies.parts) AS part WHERE part.value ->> 1 = parts.key) OR uses < 1");
    expectNone("spans without a body", "SELECT count(*) FROM spans WHERE key NOT IN (SELECT span FROM span_bodies)");
    for (const row of db.prepare<[], { id: string; status: string }>("SELECT id, status FROM interactions").all()) status.set(row.id, row.status);
    db.close();
  }
  return { status, faults };
}
