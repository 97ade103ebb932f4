import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";

it("adds the models to a database of version 1, keeps what stood there, and finds a model's files by index", () => {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-migration-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "tapedeck.sqlite");
  const before = openDatabase(path, mainMigrations.slice(0, 1));
  before.prepare("INSERT INTO settings (key, value) VALUES ('theme', '\"dark\"')").run();
  before.close();

  const db = openDatabase(path, mainMigrations.slice(0, 2));
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT value FROM settings WHERE key = 'theme'").pluck().get()).toBe('"dark"');
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'model%' ORDER BY name").pluck().all()).toEqual(["model_aliases", "model_files", "models"]);
  const plan = (sql: string) => db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail).join("; ");
  expect(plan("SELECT * FROM model_files WHERE model_id = 'x'")).toContain("model_files_by_model");
  expect(plan("UPDATE model_aliases SET model_id = 'y' WHERE model_id = 'x'")).toContain("model_aliases_by_model");
});
