import type { Database } from "better-sqlite3";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "./tempFolder.ts";

/** Adds the model `mdl_1` to a database of version 2 or later. */
export const oneModel = `INSERT INTO models (id, name, family, version, size_bytes, architecture, parameters, quantization, context_length, imported_at, settings)
  VALUES ('mdl_1', 'a', 'mine', '7', 10, 'llama', 5, 'Q8_0', 512, 0, '{}');`;

/** A main database of the version before `version`, filled by `sql`, then opened as one of `version`. */
export function migratedTo(version: number, sql: string): Database {
  const path = join(tempFolder(), "tapedeck.sqlite");
  const before = openDatabase(path, mainMigrations.slice(0, version - 1));
  before.exec(sql);
  before.close();
  const db = openDatabase(path, mainMigrations.slice(0, version));
  onTestFinished(() => void db.close());
  return db;
}
