import Sqlite from "better-sqlite3";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import type { Migrations } from "../../../electron/core/storage/migrate.ts";
import { moveAside } from "../../../electron/core/storage/moveAside.ts";
import { openDatabase, openForReading, setDurability } from "../../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

function open(path: string, migrations: Migrations) {
  const db = openDatabase(path, migrations);
  onTestFinished(() => void db.close());
  return db;
}
const tables = (db: Sqlite.Database) => db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").pluck().all();
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("a database", () => {
  it("has large pages, a write-ahead log of bounded size and foreign keys, whatever its folder is called", () => {
    const db = open(join(tempFolder(), "tapedeck.sqlite"), mainMigrations);
    const pragma = (name: string) => db.pragma(name, { simple: true });
    expect([pragma("page_size"), pragma("journal_mode"), pragma("journal_size_limit"), pragma("foreign_keys"), pragma("busy_timeout"), pragma("synchronous")]).toEqual([8192, "wal", 67_108_864, 1, 5000, 1]);
    setDurability(db, "full");
    expect(pragma("synchronous")).toBe(2);
    expect(pragma("user_version")).toBe(mainMigrations.length);
  });

  it("has only strict tables", () => {
    const folder = tempFolder();
    for (const migrations of [mainMigrations, logMigrations]) {
      const db = open(join(folder, `${migrations.length}.sqlite`), migrations);
      const loose = db.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%'").pluck().all();
      expect(loose).toEqual([]);
    }
  });

  it("of a newer Tapedeck is refused with both versions, and left as it is", () => {
    const path = join(tempFolder(), "tapedeck.sqlite");
    const newer = open(path, mainMigrations);
    newer.pragma("user_version = 99");
    newer.close();
    const before = readFileSync(path);
    expect(codeOf(() => openDatabase(path, mainMigrations))).toMatchObject({
      code: "database-newer",
      message: `tapedeck.sqlite was written by a newer Tapedeck: its version is 99, this one knows ${mainMigrations.length}.`,
      fix: expect.stringContaining("Update Tapedeck"),
      details: { version: 99, known: mainMigrations.length },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it.each([
    ["no database at all", () => Buffer.from("This is a letter to my aunt.".repeat(1000))],
    ["one whose first page was overwritten", (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(8092, 0xff), bytes.subarray(8192)])],
  ])("that is %s is called corrupt, with a way out, and can be set aside whole", (_, damage) => {
    const path = join(tempFolder(), "tapedeck.sqlite");
    open(path, mainMigrations).close();
    writeFileSync(path, damage(readFileSync(path)));
    writeFileSync(`${path}-wal`, "companion");
    const damaged = readFileSync(path);
    expect(codeOf(() => openDatabase(path, mainMigrations))).toMatchObject({ code: "database-corrupt", fix: expect.stringContaining("moves the broken file aside, deletes nothing"), details: { path } });

    const now = new Date(Date.UTC(2026, 10, 25, 16, 5));
    const aside = moveAside(path, now);
    expect(aside).toBe(`${path}.broken-20261125-160500`);
    expect(readFileSync(aside).equals(damaged)).toBe(true);
    expect(existsSync(path) || existsSync(`${path}-wal`)).toBe(false);
    expect(tables(open(path, mainMigrations))).toContain("settings");
    expect(moveAside(path, now)).toBe(`${path}.broken-20261125-160500-2`);
  });

  it("in a place that can't hold it names the place and what to do", () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "folder.sqlite"));
    for (const path of [join(folder, "missing/tapedeck.sqlite"), join(folder, "file/tapedeck.sqlite"), join(folder, "folder.sqlite")]) {
      const failure = codeOf(() => openDatabase(path, mainMigrations));
      expect(failure).toMatchObject({ code: "data-folder-unusable", message: expect.stringContaining(path), fix: expect.stringContaining("--data") });
    }
    expect(codeOf(() => openForReading(join(folder, "missing.sqlite")))).toMatchObject({ code: "data-folder-unusable" });
  });
});

describe("a migration", () => {
  const broken = "CREATE TABLE two (a INTEGER) STRICT; INSERT INTO two VALUES (2); INSERT INTO one SELECT 'x'";
  const first = "CREATE TABLE one (a INTEGER) STRICT";

  it("keeps a copy of what was there, once, under its version", () => {
    const folder = tempFolder();
    const path = join(folder, "a.sqlite");
    const before = open(path, [first]);
    before.exec("INSERT INTO one VALUES (1)");
    before.close();
    open(path, [first, "CREATE TABLE two (a INTEGER) STRICT"]).close();
    expect(readdirSync(folder).filter((name) => name.endsWith(".bak"))).toEqual(["a.sqlite.v1.bak"]);
    expect(new Sqlite(`${path}.v1.bak`, { readonly: true }).prepare("SELECT a FROM one").pluck().all()).toEqual([1]);
  });

  it("that fails leaves the database as the step before left it", () => {
    const path = join(tempFolder(), "a.sqlite");
    open(path, [first]).close();
    expect(codeOf(() => openDatabase(path, [first, broken]))).toMatchObject({ message: expect.stringContaining("cannot store TEXT value in INTEGER column one.a") });
    const db = open(path, [first]);
    expect(tables(db)).toEqual(["one"]);
    expect(db.pragma("user_version", { simple: true })).toBe(1);
  });
});
