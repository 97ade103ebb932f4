import { expect, it } from "vitest";
import { migratedTo } from "../helpers/migratedTo.ts";

it("adds the models to a database of version 1, keeps what stood there, and finds a model's files by index", () => {
  const db = migratedTo(2, "INSERT INTO settings (key, value) VALUES ('theme', '\"dark\"')");
  expect(db.prepare("SELECT value FROM settings WHERE key = 'theme'").pluck().get()).toBe('"dark"');
  expect(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'model%' ORDER BY name").pluck().all()).toEqual(["model_aliases", "model_files", "models"]);
  const plan = (sql: string) => db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all().map(({ detail }) => detail).join("; ");
  expect(plan("SELECT * FROM model_files WHERE model_id = 'x'")).toContain("model_files_by_model");
  expect(plan("UPDATE model_aliases SET model_id = 'y' WHERE model_id = 'x'")).toContain("model_aliases_by_model");
});
