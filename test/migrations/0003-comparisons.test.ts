import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

it("adds comparisons to a database of version 2, keeps its models, and drops a comparison's cells with it", () => {
  const path = join(tempFolder(), "tapedeck.sqlite");
  const before = openDatabase(path, mainMigrations.slice(0, 2));
  before.exec(`INSERT INTO models (id, name, family, version, size_bytes, architecture, parameters, quantization, context_length, imported_at, settings)
    VALUES ('mdl_1', 'a', 'a', '1', 10, 'llama', 5, 'Q8_0', 512, 0, '{}')`);
  before.close();

  const db = openDatabase(path, mainMigrations.slice(0, 3));
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT name FROM models").pluck().all()).toEqual(["a"]);
  db.exec(`INSERT INTO comparisons (id, created_at, state, targets, inputs) VALUES ('cmp_1', 0, 'done', '[]', '[]'); INSERT INTO comparison_cells VALUES ('cmp_1', 0, 1, '{}')`);
  const plan = db.prepare<[], { detail: string }>("EXPLAIN QUERY PLAN SELECT cell FROM comparison_cells WHERE comparison_id = 'x' ORDER BY row, column").all();
  expect(plan.map(({ detail }) => detail)).toEqual(["SEARCH comparison_cells USING PRIMARY KEY (comparison_id=?)"]);
  db.exec("DELETE FROM comparisons");
  expect(db.prepare("SELECT count(*) FROM comparison_cells").pluck().get()).toBe(0);
});
