import { expect, it } from "vitest";
import { migratedTo } from "../helpers/migratedTo.ts";

it("adds first loads to a database of the version before, one a file", () => {
  const db = migratedTo(8, "INSERT INTO settings VALUES ('gpu', '\"off\"')");
  expect(db.prepare("SELECT value FROM settings").pluck().all()).toEqual(['"off"']);
  db.exec("INSERT INTO first_loads VALUES ('sha', 'engine 1', NULL, 5), ('other', 'engine 1', 'it was killed by SIGABRT', 6)");
  expect(db.prepare("SELECT sha256, reason FROM first_loads ORDER BY at").all()).toEqual([{ sha256: "sha", reason: null }, { sha256: "other", reason: "it was killed by SIGABRT" }]);
  expect(() => db.exec("INSERT INTO first_loads VALUES ('sha', 'engine 2', NULL, 7)")).toThrow("UNIQUE");
});
