import type { Database } from "better-sqlite3";
import { constants, copyFileSync, existsSync, renameSync } from "node:fs";

/** Called with how many of how many rows a step has written; often is fine. */
export type ReportStep = (done: number, total: number) => void;
/** SQL, or what writes whole tables anew: foreign keys are not looked at meanwhile. */
type Step = string | ((db: Database, report: ReportStep) => void);
/** Numbered steps, oldest first; the file's `user_version` says how many it has had. A step that shipped is never edited. */
export type Migrations = readonly Step[];

/** Where the migration of the database at `path` stands. */
export type MigrationReport = { path: string; done: number; total: number };

export const versionOf = (db: Database): number => db.pragma("user_version", { simple: true }) as number;

/** Brings a database up to date: each step all or nothing, after a copy of what was there. A new one is made in one go. */
export function migrate(db: Database, path: string, migrations: Migrations, report: (migration: MigrationReport) => void): void {
  const version = versionOf(db);
  if (version === migrations.length) return;
  const take = (at: number) => {
    const step = migrations[at]!;
    if (typeof step === "string") db.exec(step);
    else step(db, (done, total) => report({ path, done, total }));
    db.pragma(`user_version = ${at + 1}`);
  };
  if (version === 0) return db.transaction(() => migrations.forEach((_, at) => take(at))).immediate();
  keepCopy(db, path, version);
  for (let at = version; at < migrations.length; at++) {
    // Inside a transaction this would do nothing.
    db.pragma(`foreign_keys = ${typeof migrations[at] === "string" ? "ON" : "OFF"}`);
    db.transaction(() => take(at)).immediate();
  }
  db.pragma("foreign_keys = ON");
}

/** `x.sqlite.v1.bak`: what stood there before the first step, for the person; kept once. */
function keepCopy(db: Database, path: string, version: number): void {
  db.pragma("wal_checkpoint(TRUNCATE)");
  const copy = `${path}.v${version}.bak`;
  if (existsSync(copy)) return;
  // Under its name only when it is whole.
  copyFileSync(path, `${copy}.new`, constants.COPYFILE_FICLONE);
  renameSync(`${copy}.new`, copy);
}
