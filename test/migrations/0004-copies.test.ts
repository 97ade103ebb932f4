import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

it("adds copies to a database of version 3, keeps its files, and forgets a copy with its file", () => {
  const path = join(tempFolder(), "tapedeck.sqlite");
  const before = openDatabase(path, mainMigrations.slice(0, 3));
  before.exec(`INSERT INTO models (id, name, family, version, size_bytes, architecture, parameters, quantization, context_length, imported_at, settings)
    VALUES ('mdl_1', 'a', 'a', '1', 10, 'llama', 5, 'Q8_0', 512, 0, '{}');
    INSERT INTO model_files (location, model_id, state, added_at) VALUES ('/a.gguf', 'mdl_1', 'hashing', 0)`);
  before.close();

  const db = openDatabase(path, mainMigrations.slice(0, 4));
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT location FROM model_files").pluck().all()).toEqual(["/a.gguf"]);
  db.exec("INSERT INTO model_copies VALUES ('/a.gguf'); DELETE FROM model_files");
  expect(db.prepare("SELECT count(*) FROM model_copies").pluck().get()).toBe(0);
});
