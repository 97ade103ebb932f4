import { expect, it } from "vitest";
import { migratedTo, oneModel } from "../helpers/migratedTo.ts";

it("adds benches and speed records to a database of the version before, and keeps its models", () => {
  const db = migratedTo(7, oneModel);
  expect(db.prepare("SELECT id FROM models").pluck().all()).toEqual(["mdl_1"]);
  db.exec("INSERT INTO benches VALUES ('b', 0, 'sha', 'machine', 'engine', '{}', '[]'); INSERT INTO speed_records VALUES ('sha', 'machine', 'cpu', 70.5, 0)");
  expect(db.prepare("SELECT tokens_per_second FROM speed_records").pluck().get()).toBe(70.5);
  expect(() => db.exec("INSERT INTO speed_records VALUES ('sha', 'machine', 'cpu', 71, 0)")).toThrow("UNIQUE");
});
