import { expect, it } from "vitest";
import { migratedTo, oneModel } from "../helpers/migratedTo.ts";

it("adds how loads went to a database of the version before, keeps its models, and forgets a model's loads with it", () => {
  const db = migratedTo(6, oneModel);
  expect(db.prepare("SELECT id FROM models").pluck().all()).toEqual(["mdl_1"]);
  db.exec("INSERT INTO model_loads (model_id, machine, settings, state, changed_at) VALUES ('mdl_1', 'machine', '{}', 'worked', 0)");
  expect(() => db.exec("UPDATE model_loads SET state = 'odd'")).toThrow("CHECK");
  db.exec("DELETE FROM models");
  expect(db.prepare("SELECT count(*) FROM model_loads").pluck().get()).toBe(0);
});
