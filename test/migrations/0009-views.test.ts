import { expect, it } from "vitest";
import { migratedTo } from "../helpers/migratedTo.ts";

it("adds saved views to a database of the version before, one a name whatever its letters' case", () => {
  const db = migratedTo(9, "INSERT INTO settings VALUES ('gpu', '\"off\"')");
  expect(db.prepare("SELECT value FROM settings").pluck().all()).toEqual(['"off"']);
  const insert = db.prepare("INSERT INTO views VALUES (?, ?, 'status = failed', '', NULL, 'newest', '[]', 1, 2)");
  insert.run("view_1", "Failures");
  expect(db.prepare("SELECT name, filter FROM views").all()).toEqual([{ name: "Failures", filter: "status = failed" }]);
  expect(() => insert.run("view_2", "FAILURES")).toThrow("UNIQUE");
});
