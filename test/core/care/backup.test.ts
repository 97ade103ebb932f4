import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { completeRestore, decideRestore, stagingName } from "../../../electron/core/care/backup/completeRestore.ts";
import { restoreOver } from "../../../electron/core/care/backup/restoreOver.ts";
import { stageRestore } from "../../../electron/core/care/backup/stageRestore.ts";
import { verifyBackup } from "../../../electron/core/care/backup/verifyBackup.ts";
import { BackupManifest, manifestName } from "../../../shared/schemas/backup.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { careEntry, never, openTestCare } from "../../helpers/openTestCare.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

type Test = Awaited<ReturnType<typeof openTestCare>>;
const day = 24 * 60 * 60 * 1000;

async function record({ log }: Test, text: string, daysAgo = 0): Promise<string> {
  const { id } = log.begin(sampleStart(text, {}, Date.UTC(2026, 10, 25, 12) - daysAgo * day));
  await log.finish(id, sampleOutcome(`answer to ${text}`));
  return id;
}
async function everything({ log }: Test): Promise<Interaction[]> {
  const { items } = await log.list({ limit: 1000, order: "newest" }, never);
  return Promise.all(items.map(({ id }) => log.get({ id })));
}

describe("a backup", () => {
  it("is made while rows are written, verified, and restored into a new folder with every interaction as it was", async () => {
    const test = await openTestCare();
    for (let n = 0; n < 30; n++) await record(test, `before ${n} ${"text ".repeat(200)}`, n * 3);
    const path = join(tempFolder(), "a", "backup of today");
    let isBusy = true;
    const writing = (async () => {
      for (let n = 0; isBusy; n++) await record(test, `meanwhile ${n}`);
    })();
    await test.done(await test.care.backup({ path }, never));
    isBusy = false;
    await writing;
    expect(await test.care.backups({}, never)).toMatchObject([{ path, isThere: true, verifiedAt: null }]);
    await test.done(await test.care.verifyBackup({ path }, never));
    expect((await test.care.backups({}, never))[0]!.verifiedAt).not.toBeNull();
    const manifest = BackupManifest.parse(JSON.parse(readFileSync(join(path, manifestName), "utf8")));
    expect(manifest.files.map((file) => file.path)).toEqual(["tapedeck.sqlite", "log/2026-08.sqlite", "log/2026-09.sqlite", "log/2026-10.sqlite", "log/2026-11.sqlite"]);
    const into = join(tempFolder(), "restored");
    await test.done(await test.care.restoreBackup({ path, into }, never));
    const restored = await openTestCare({ dataFolder: into });
    const [ours, theirs] = [await everything(test), await everything(restored)];
    expect(theirs.length).toBeGreaterThanOrEqual(30);
    // What was being answered at that moment has no end in the backup.
    const whole = theirs.filter(({ status }) => status === "ok");
    expect(theirs.length - whole.length).toBeLessThanOrEqual(1);
    expect(ours.filter(({ id }) => whole.some((each) => each.id === id))).toEqual(whole);
    expect(await restored.log.count({ text: "before" }, never)).toEqual({ total: 30 });
    expect(readdirSync(path).sort()).toEqual(["log", "tapedeck-backup.json", "tapedeck.sqlite"]);
  }, 60_000);

  it("refuses a folder with something in it, its own data folder, and to run beside other work on the log", async () => {
    const test = await openTestCare();
    const used = tempFolder();
    writeFileSync(join(used, "a file"), "");
    const { jobId } = await test.care.backup({ path: used }, never);
    await expect(test.done({ jobId })).rejects.toThrow("is not empty");
    await expect(async () => await test.care.backup({ path: join(test.dataFolder, "backup") }, never)).rejects.toMatchObject({ code: "bad-request" });
    await test.care.backup({ path: join(tempFolder(), "b") }, never);
    await expect(async () => await test.care.applyRetention({}, never)).rejects.toMatchObject({ code: "busy" });
  });

  it("can be cancelled, and leaves nothing", async () => {
    const test = await openTestCare();
    const text = Array.from({ length: 40_000 }, (_, n) => (n * 7919).toString(36)).join(" ");
    for (let n = 0; n < 30; n++) await record(test, `${n} ${text}`);
    const folder = tempFolder();
    const { jobId } = await test.care.backup({ path: join(folder, "b") }, never);
    // On a quick disk it is over before its progress is shown.
    while (readdirSync(folder).length === 0) await new Promise(setImmediate);
    expect(readdirSync(folder)).toEqual(["b.unfinished"]);
    expect(await test.jobs.cancel({ id: jobId })).toMatchObject({ state: "cancelled" });
    expect(readdirSync(folder)).toEqual([]);
    expect(await test.care.backups({}, never)).toEqual([]);
  });

  it("is refused where anything of it is not as it was written, and changes nothing then", async () => {
    const test = await openTestCare();
    await record(test, "kept");
    const whole = join(tempFolder(), "whole");
    await test.done(await test.care.backup({ path: whole }, never));
    const before = await everything(test);
    await test.close();
    for (const [damage, words] of damages) {
      const path = join(tempFolder(), "damaged");
      cpSync(whole, path, { recursive: true });
      damage(path);
      expect(() => [...stageRestore({ path, staging: join(test.dataFolder, stagingName) })], words).toThrow(words);
      if (words !== "newer Tapedeck") expect(() => [...verifyBackup({ path })], words).toThrow(words);
    }
    expect(readdirSync(test.dataFolder).filter((name) => name.startsWith("restore"))).toEqual([]);
    const again = await openTestCare({ dataFolder: test.dataFolder });
    expect(await everything(again)).toEqual(before);
  }, 60_000);
});

describe("a restore over a data folder", () => {
  it("moves what was there aside, and brings back every interaction of the backup", async () => {
    const test = await openTestCare();
    await record(test, "in the backup");
    const path = join(tempFolder(), "b");
    await test.done(await test.care.backup({ path }, never));
    const before = await everything(test);
    await record(test, "after the backup");
    await test.done(await test.care.removeInteractions({ ids: [await record(test, "removed after the backup")], isDryRun: false }, never));
    await test.close();
    const aside = await restoreOver({ entry: careEntry, path, dataFolder: test.dataFolder, now: () => Date.UTC(2026, 10, 25), signal: never });
    const restored = await openTestCare({ dataFolder: test.dataFolder });
    expect(await everything(restored)).toEqual(before);
    // Who restores a backup can't make the list of deeds forget.
    expect((await restored.care.audit({ limit: 10 }, never)).entries.map(({ action, interactions }) => [action, interactions])).toEqual([["restore", null], ["remove", 1], ["remove", null], ["backup", null]]);
    await restored.close();
    const old = await openTestCare({ dataFolder: aside! });
    expect(await everything(old)).toHaveLength(2);
  });

  it.for([0, 1, 2, 3, 4, 5, 6])("that was cut off after %i of its steps is completed at the next start", (steps) => {
    const dataFolder = tempFolder();
    const put = (folder: string, names: string[], text: string) => {
      mkdirSync(join(folder, "log"), { recursive: true });
      for (const name of names) writeFileSync(join(folder, name), text);
    };
    put(dataFolder, ["tapedeck.sqlite", "tapedeck.sqlite-wal", "tapedeck.sqlite-shm", "log/2026-11.sqlite", "log/2026-11.sqlite-wal", "owner.sqlite"], "old");
    put(join(dataFolder, stagingName), ["tapedeck.sqlite", "log/2026-10.sqlite"], "new");
    const aside = decideRestore(dataFolder, new Date(0));
    const staging = join(dataFolder, stagingName);
    const moves = [["tapedeck.sqlite-wal", dataFolder, aside], ["tapedeck.sqlite-shm", dataFolder, aside], ["tapedeck.sqlite", dataFolder, aside], ["tapedeck.sqlite", staging, dataFolder], ["log", dataFolder, aside], ["log", staging, dataFolder]] as const;
    mkdirSync(aside);
    for (const [name, from, to] of moves.slice(0, steps)) renameSync(join(from, name), join(to, name));
    completeRestore(dataFolder);
    completeRestore(dataFolder);
    const files = (folder: string) => Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => [relative(folder, join(entry.parentPath, entry.name)), readFileSync(join(entry.parentPath, entry.name), "utf8")]));
    expect(files(aside)).toEqual({ "tapedeck.sqlite": "old", "tapedeck.sqlite-wal": "old", "tapedeck.sqlite-shm": "old", "log/2026-11.sqlite": "old", "log/2026-11.sqlite-wal": "old" });
    rmSync(aside, { recursive: true });
    expect(files(dataFolder)).toEqual({ "tapedeck.sqlite": "new", "log/2026-10.sqlite": "new", "owner.sqlite": "old" });
  });
});

const damages: [damage: (path: string) => void, words: string][] = [
  [(path) => appendFileSync(join(path, "log/2026-11.sqlite"), "x"), "bytes where"],
  [(path) => flip(join(path, "log/2026-11.sqlite")), "hash differs"],
  [(path) => rmSync(join(path, "tapedeck.sqlite")), "is missing"],
  [(path) => rmSync(join(path, manifestName)), "no whole backup"],
  [(path) => rewrite(path, (text) => text.replace('"tapedeck.sqlite"', '"../../etc/passwd"')), "can't be read"],
  [(path) => rewrite(path, (text) => text.replace(/"version": \d+/, '"version": 999')), "newer Tapedeck"],
];

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
}

const rewrite = (path: string, change: (text: string) => string) => writeFileSync(join(path, manifestName), change(readFileSync(join(path, manifestName), "utf8")));
