import { expect, it } from "vitest";
import { migratedTo } from "../helpers/migratedTo.ts";

it("adds care to a database of the version before, and a list of deeds that nothing changes or deletes", () => {
  const db = migratedTo(10, "INSERT INTO settings VALUES ('gpu', '\"off\"')");
  expect(db.prepare("SELECT value FROM settings").pluck().all()).toEqual(['"off"']);
  db.exec("INSERT INTO audit (at, who, via, action, details) VALUES (1, 'kim', 'window', 'remove', '{}')");
  for (const sql of ["UPDATE audit SET who = 'lee'", "DELETE FROM audit", "REPLACE INTO audit (key, at, who, via, action, details) VALUES (1, 2, 'lee', 'window', 'remove', '{}')"]) {
    expect(() => db.exec(sql), sql).toThrow("only grows");
  }
  expect(db.prepare("SELECT key, who FROM audit").all()).toEqual([{ key: 1, who: "kim" }]);
});
