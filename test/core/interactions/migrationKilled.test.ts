import Sqlite from "better-sqlite3";
import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { monthOfBefore } from "../../helpers/monthOfBefore.ts";
import { mountSmallDisk } from "../../helpers/smallDisk.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const program = fileURLToPath(new URL("../../helpers/openLogUntilKilled.ts", import.meta.url));
const never = new AbortController().signal;

it("brings a month up to date wholly or not at all when its process is killed ten times meanwhile, and goes on at the next start", async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "log"));
  const path = join(folder, "log", "2026-11.sqlite");
  const ids = monthOfBefore(path, 8000);
  let killedBefore = 0;
  for (let kill = 0; kill < 10; kill++) {
    const child = fork(program, [folder], { execArgv: [] });
    onTestFinished(() => void child.kill("SIGKILL"));
    let isOpened = false;
    child.on("message", (message) => (isOpened ||= message === "opened"));
    await once(child, "message");
    await delay(kill * 3);
    child.kill("SIGKILL");
    await once(child, "close");

    const db = new Sqlite(path);
    const version = db.pragma("user_version", { simple: true }) as number;
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(db.prepare("SELECT count(*) FROM interactions").pluck().get()).toBe(8000);
    const columns = db.prepare("SELECT name FROM pragma_table_info('interactions')").pluck().all();
    expect([version, columns.includes("clock_mark")]).toEqual(isOpened || version === 2 ? [logMigrations.length, true] : [1, false]);
    db.close();
    if (version === 1) killedBefore++;
  }
  expect(killedBefore).toBeGreaterThan(0);
  expect(readdirSync(join(folder, "log")).filter((name) => name.includes(".bak"))).toEqual(["2026-11.sqlite.v1.bak"]);

  const log = await openTestLog(folder);
  onTestFinished(() => log.close());
  expect(await log.count({ filter: "tags = a" }, never)).toEqual({ total: 8000 });
  expect((await log.get({ id: ids[7999]! })).request.messages[0]!.content).toBe("question 7999");
}, 120_000);

it("says which row keeps an earlier month from being brought up to date, and goes on without it", async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "log"));
  const path = join(folder, "log", "2026-10.sqlite");
  const ids = monthOfBefore(path, 20);
  const old = new Sqlite(path);
  old.prepare("UPDATE interactions SET tags = '[\"a' WHERE id = ?").run(ids[7]!);
  old.close();
  const log = await openTestLog(folder);
  onTestFinished(() => log.close());
  expect(log.broken).toEqual([path]);
  expect(await log.count({}, never)).toEqual({ total: 0 });
  expect(log.reasons).toEqual([expect.stringContaining(`its row ${ids[7]!} can't be read: malformed JSON`)]);
  const still = new Sqlite(path, { readonly: true });
  expect([still.pragma("user_version", { simple: true }), still.prepare("SELECT count(*) FROM interactions").pluck().get()]).toEqual([1, 20]);
  still.close();
});

const disk = mountSmallDisk(16);
afterAll(() => disk?.unmount());

it.skipIf(!disk)("says that a disk that can't be written keeps it from being brought up to date, and leaves it as it is (needs the right to mount one)", async () => {
  const logFolder = join(disk!.folder, "log");
  mkdirSync(logFolder);
  const path = join(logFolder, "2026-11.sqlite");
  monthOfBefore(path, 5);
  const before = readFileSync(path);
  execFileSync("mount", ["-o", "remount,ro", disk!.folder]);
  try {
    await expect(openTestLog(disk!.folder)).rejects.toMatchObject({ code: "data-folder-unusable", fix: expect.stringContaining("another folder") });
  } finally {
    execFileSync("mount", ["-o", "remount,rw", disk!.folder]);
  }
  expect(readFileSync(path).equals(before)).toBe(true);
  const log = await openTestLog(disk!.folder);
  expect(await log.count({}, never)).toEqual({ total: 5 });
  await log.close();
});
