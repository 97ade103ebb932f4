import Sqlite from "better-sqlite3";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { mainMigrations } from "../../storage/main/migrations.ts";
import { openDatabase } from "../../storage/openDatabase.ts";
import { createAudit, type Deed } from "./createAudit.ts";

const main = "tapedeck.sqlite";
const columns = "key, at, who, via, action, interactions, details";

/** Notes what was done to a data folder that the caller owns and nothing of which is open. */
export function noteDeed(dataFolder: string, deed: Deed, now: () => number): void {
  const db = openDatabase(join(dataFolder, main), mainMigrations);
  try {
    createAudit({ db, now }).add(deed);
  } finally {
    db.close();
  }
}

/** Takes over the deeds that a folder's list has and another's has not yet: the list goes on also where its database was put back. */
export function carryDeeds(from: string, to: string): void {
  if (!existsSync(join(from, main))) return;
  const db = openDatabase(join(to, main), mainMigrations);
  try {
    const last = db.prepare<[], number>("SELECT coalesce(max(key), 0) FROM audit").pluck().get()!;
    const insert = db.prepare(`INSERT INTO audit (${columns}) VALUES (@key, @at, @who, @via, @action, @interactions, @details)`);
    const rows = deedsAfter(join(from, main), last);
    db.transaction(() => rows.forEach((row) => insert.run(row)))();
  } finally {
    db.close();
  }
}

/** None where the database can't be read: that may be why a backup is restored. */
function deedsAfter(path: string, key: number): unknown[] {
  try {
    const db = new Sqlite(path, { fileMustExist: true });
    try {
      return db.prepare(`SELECT ${columns} FROM audit WHERE key > ? ORDER BY key`).all(key);
    } finally {
      db.close();
    }
  } catch {
    return [];
  }
}
