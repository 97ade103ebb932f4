import Sqlite, { type Database } from "better-sqlite3";
import { basename } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { migrate, versionOf, type Migrations, type MigrationReport } from "./migrate.ts";
import { storageFailure } from "./storageFailure.ts";

export type Durability = "normal" | "full";

/**
 * Opens a database of ours for writing and brings it up to date: all or nothing per step, after a copy of what was there.
 * `report` hears of it where that takes a while. Throws `database-newer`, `database-corrupt`, `data-folder-unusable`, `disk-full`.
 */
export function openDatabase(path: string, migrations: Migrations, durability: Durability = "normal", report: (migration: MigrationReport) => void = () => {}): Database {
  let db: Database | undefined;
  try {
    db = new Sqlite(path);
    refuseNewer(db, path, migrations);
    // Only before the first table; later it says nothing and does nothing.
    db.pragma("page_size = 8192");
    db.pragma("journal_mode = WAL");
    db.pragma("journal_size_limit = 67108864");
    db.pragma("busy_timeout = 5000");
    db.pragma("foreign_keys = ON");
    // A trigger writes a journal of its statement, for which a file takes longer than all else.
    db.pragma("temp_store = MEMORY");
    setDurability(db, durability);
    migrate(db, path, migrations, report);
    return db;
  } catch (error) {
    db?.close();
    throw storageFailure(error, path);
  }
}

/** `normal` survives kill -9, `full` also a power loss. */
export function setDurability(db: Database, durability: Durability): void {
  db.pragma(`synchronous = ${durability === "full" ? "FULL" : "NORMAL"}`);
}

/** A reading connection to a database that a writer keeps up to date. */
export function openForReading(path: string): Database {
  try {
    const db = new Sqlite(path, { readonly: true, fileMustExist: true });
    db.pragma("busy_timeout = 5000");
    return db;
  } catch (error) {
    throw storageFailure(error, path);
  }
}

/** Before anything is changed in it. */
function refuseNewer(db: Database, path: string, migrations: Migrations): void {
  const version = versionOf(db);
  if (version <= migrations.length) return;
  throw new AppError("database-newer", `${basename(path)} was written by a newer Tapedeck: its version is ${version}, this one knows ${migrations.length}.`, {
    fix: "Update Tapedeck, or use another data folder (--data).",
    details: { path, version, known: migrations.length },
  });
}
