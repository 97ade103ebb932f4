import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { benches } from "../../electron/core/storage/main/0007-benches.ts";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

it("adds benches and speed records to a database of the version before, and keeps its models", () => {
  const path = join(tempFolder(), "tapedeck.sqlite");
  const place = mainMigrations.indexOf(benches);
  const before = openDatabase(path, mainMigrations.slice(0, place));
  before.exec(`INSERT INTO models (id, name, family, version, size_bytes, architecture, parameters, quantization, context_length, imported_at, settings)
    VALUES ('mdl_1', 'a', 'a', '1', 10, 'llama', 5, 'Q8_0', 512, 0, '{}')`);
  before.close();

  const db = openDatabase(path, mainMigrations.slice(0, place + 1));
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT id FROM models").pluck().all()).toEqual(["mdl_1"]);
  db.exec("INSERT INTO benches VALUES ('b', 0, 'sha', 'machine', 'engine', '{}', '[]'); INSERT INTO speed_records VALUES ('sha', 'machine', 'cpu', 70.5, 0)");
  expect(db.prepare("SELECT tokens_per_second FROM speed_records").pluck().get()).toBe(70.5);
  expect(() => db.exec("INSERT INTO speed_records VALUES ('sha', 'machine', 'cpu', 71, 0)")).toThrow("UNIQUE");
});
