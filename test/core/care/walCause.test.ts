import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { walCause } from "../../../electron/core/care/sizes/walCause.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

it("names a reader that does not end as the cause of a large write-ahead log, and nothing where it is small or free", () => {
  const path = join(tempFolder(), "a.sqlite");
  const open = () => {
    const db = new Sqlite(path);
    onTestFinished(() => void db.close());
    return db;
  };
  const writer = open();
  writer.pragma("journal_mode = WAL");
  writer.pragma("wal_autocheckpoint = 0");
  writer.exec("CREATE TABLE a (b)");
  const reader = open();
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM a").get();
  for (let n = 0; n < 20; n++) writer.prepare("INSERT INTO a VALUES (?)").run("x".repeat(5000));
  const large = 1e9;
  expect(walCause(path, 1000)).toBeNull();
  expect(walCause(path, large)).toMatch(/^Someone has been reading for a long time, and \d+ pages wait for that/);
  reader.exec("COMMIT");
  expect(walCause(path, large)).toMatch(/^Everything in it has been put back/);
});
