import { expect, it } from "vitest";
import { migratedTo, oneModel } from "../helpers/migratedTo.ts";

it("adds comparisons to a database of version 2, keeps its models, and drops a comparison's cells with it", () => {
  const db = migratedTo(3, oneModel);
  expect(db.prepare("SELECT name FROM models").pluck().all()).toEqual(["a"]);
  db.exec(`INSERT INTO comparisons (id, created_at, state, targets, inputs) VALUES ('cmp_1', 0, 'done', '[]', '[]'); INSERT INTO comparison_cells VALUES ('cmp_1', 0, 1, '{}')`);
  const plan = db.prepare<[], { detail: string }>("EXPLAIN QUERY PLAN SELECT cell FROM comparison_cells WHERE comparison_id = 'x' ORDER BY row, column").all();
  expect(plan.map(({ detail }) => detail)).toEqual(["SEARCH comparison_cells USING PRIMARY KEY (comparison_id=?)"]);
  db.exec("DELETE FROM comparisons");
  expect(db.prepare("SELECT count(*) FROM comparison_cells").pluck().get()).toBe(0);
});
