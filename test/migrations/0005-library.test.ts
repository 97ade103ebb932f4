import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

it("adds lineage to a database of version 4, and keeps the families and versions that it has", () => {
  const path = join(tempFolder(), "tapedeck.sqlite");
  const before = openDatabase(path, mainMigrations.slice(0, 4));
  before.exec(`INSERT INTO models (id, name, family, version, size_bytes, architecture, parameters, quantization, context_length, imported_at, settings)
    VALUES ('mdl_1', 'a', 'mine', '7', 10, 'llama', 5, 'Q8_0', 512, 0, '{}')`);
  before.close();

  const db = openDatabase(path, mainMigrations.slice(0, 5));
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT family, version, kind, notes, tags, license, provenance, is_retired, base_id, lineage, parts, origin, hand_set FROM models").get()).toEqual({
    family: "mine", version: "7", kind: "model", notes: "", tags: "[]", license: "", provenance: "", is_retired: 0, base_id: null, lineage: "", parts: 1, origin: null, hand_set: '["family","version"]',
  });
  expect(() => db.exec("UPDATE models SET kind = 'picture'")).toThrow(/CHECK/);
});
