import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { loads } from "../../electron/core/storage/main/0006-loads.ts";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

it("adds how loads went to a database of the version before, keeps its models, and forgets a model's loads with it", () => {
  const path = join(tempFolder(), "tapedeck.sqlite");
  const place = mainMigrations.indexOf(loads);
  const before = openDatabase(path, mainMigrations.slice(0, place));
  before.exec(`INSERT INTO models (id, name, family, version, size_bytes, architecture, parameters, quantization, context_length, imported_at, settings)
    VALUES ('mdl_1', 'a', 'a', '1', 10, 'llama', 5, 'Q8_0', 512, 0, '{}')`);
  before.close();

  const db = openDatabase(path, mainMigrations.slice(0, place + 1));
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT id FROM models").pluck().all()).toEqual(["mdl_1"]);
  db.exec("INSERT INTO model_loads (model_id, machine, settings, state, changed_at) VALUES ('mdl_1', 'machine', '{}', 'worked', 0)");
  expect(() => db.exec("UPDATE model_loads SET state = 'odd'")).toThrow("CHECK");
  db.exec("DELETE FROM models");
  expect(db.prepare("SELECT count(*) FROM model_loads").pluck().get()).toBe(0);
});
