import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runDoctor } from "../../../electron/core/doctor/runDoctor.ts";
import { createJobs } from "../../../electron/core/jobs/jobs.ts";
import { places } from "../../../electron/core/places.ts";
import { createSettings } from "../../../electron/core/settings/settings.ts";
import { explainFailures } from "../../../electron/core/storage/explainFailures.ts";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import { sampleIncoming } from "../../helpers/incoming.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { mountSmallDisk } from "../../helpers/smallDisk.ts";

const disk = mountSmallDisk(4);
afterAll(() => disk?.unmount());
const full = { code: "disk-full", message: expect.stringContaining("no space left"), fix: expect.stringContaining("Free some space") };
// Does not compress, so that it needs the space.
const noise = () => Array.from({ length: 60_000 }, () => Math.random().toString(36).slice(2, 8)).join("");

describe.skipIf(!disk)("on a full disk (needs the right to mount one)", () => {
  it("the log says so, still reads, and goes on without a restart; a row that was running gets its end", async () => {
    const log = await openTestLog(disk!.folder);
    try {
      const running = log.begin(sampleStart());
      await running.committed;
      disk!.fill();
      await expect(log.finish(running.id, sampleOutcome(noise()))).rejects.toMatchObject(full);
      const refused = log.begin(sampleStart(noise()));
      await expect(refused.committed).rejects.toMatchObject(full);
      await expect(log.finish(refused.id, sampleOutcome())).rejects.toMatchObject(full);
      expect(await log.get({ id: running.id })).toMatchObject({ status: "running" });

      disk!.free();
      const after = log.begin(sampleStart("after"));
      await log.finish(after.id, sampleOutcome());
      await expect.poll(async () => (await log.get({ id: running.id })).status, { timeout: 10_000 }).toBe("ok");
      await expect(log.get({ id: refused.id })).rejects.toMatchObject({ code: "not-found" });
    } finally {
      disk!.free();
      await log.close();
    }
  }, 20_000);

  it("what comes in from elsewhere is refused whole, what was acknowledged is safe, and sent again it is taken without a restart", async () => {
    const log = await openTestLog(disk!.folder);
    const batch = (from: number) => ({ interactions: [0, 1, 2].map((n) => sampleIncoming(from + n, { output: noise() })), spans: [], feedback: [] });
    try {
      const before = await log.ingest({ interactions: [sampleIncoming(9000)], spans: [], feedback: [] });
      disk!.fill();
      await expect(log.ingest(batch(9001))).rejects.toMatchObject(full);
      const { total } = await log.count({ filter: "source = otlp" }, new AbortController().signal);
      expect(total).toBe(1);
      disk!.free();
      expect((await log.ingest(batch(9001))).interactions.map(({ fate }) => fate)).toEqual(["stored", "stored", "stored"]);
      expect(await log.remove(before.interactions.flatMap((fate) => ("id" in fate ? [fate.id] : [])))).toHaveLength(1);
    } finally {
      disk!.free();
      await log.close();
    }
  }, 20_000);

  it("the doctor takes no sound database for a broken one", async () => {
    const dataFolder = join(disk!.folder, "data");
    mkdirSync(dataFolder);
    openDatabase(join(dataFolder, "tapedeck.sqlite"), mainMigrations).close();
    disk!.fill();
    try {
      const { found, fix } = (await runDoctor({ dataFolder, databaseCheckEntry: places.databaseCheck })).find(({ name }) => name === "Databases")!;
      expect(found).toContain("tapedeck.sqlite can't be read");
      expect(fix).toContain("free some space");
      expect(fix).not.toContain("--start-new");
    } finally {
      disk!.free();
      rmSync(dataFolder, { recursive: true });
    }
  });

  it("settings and jobs say so, and a new database is not left half made", () => {
    const path = join(disk!.folder, "tapedeck.sqlite");
    disk!.fill();
    expect(() => openDatabase(path, mainMigrations)).toThrow(expect.objectContaining(full));
    disk!.free();
    const db = openDatabase(path, mainMigrations);
    try {
      const settings = explainFailures(createSettings({ db, now: Date.now }), path);
      const jobs = explainFailures(createJobs({ db, now: Date.now }), path);
      disk!.fill();
      const remember = () => settings.remember({ key: "big", value: "x".repeat(60_000) });
      expect(remember).toThrow(expect.objectContaining(full));
      expect(() => jobs.start({ kind: "hash", title: "y".repeat(60_000), subject: null }, () => Promise.resolve())).toThrow(expect.objectContaining(full));
      expect(jobs.list()).toEqual([]);
      disk!.free();
      remember();
      expect(settings.recall({ key: "big" }).value).toHaveLength(60_000);
    } finally {
      disk!.free();
      db.close();
    }
  });
});
