import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { firstLoads } from "../../electron/core/storage/main/0008-first-loads.ts";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

it("adds first loads to a database of the version before, one a file", () => {
  const path = join(tempFolder(), "tapedeck.sqlite");
  const place = mainMigrations.indexOf(firstLoads);
  const before = openDatabase(path, mainMigrations.slice(0, place));
  before.exec("INSERT INTO settings VALUES ('gpu', '\"off\"')");
  before.close();

  const db = openDatabase(path, mainMigrations.slice(0, place + 1));
  onTestFinished(() => void db.close());
  expect(db.prepare("SELECT value FROM settings").pluck().all()).toEqual(['"off"']);
  db.exec("INSERT INTO first_loads VALUES ('sha', 'engine 1', NULL, 5), ('other', 'engine 1', 'it was killed by SIGABRT', 6)");
  expect(db.prepare("SELECT sha256, reason FROM first_loads ORDER BY at").all()).toEqual([{ sha256: "sha", reason: null }, { sha256: "other", reason: "it was killed by SIGABRT" }]);
  expect(() => db.exec("INSERT INTO first_loads VALUES ('sha', 'engine 2', NULL, 7)")).toThrow("UNIQUE");
});
