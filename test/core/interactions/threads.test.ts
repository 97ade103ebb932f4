import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { openInteractionLog, type InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import { sampleIncoming } from "../../helpers/incoming.ts";
import { openTestLog, readerEntry } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const never = new AbortController().signal;
async function open(folder = tempFolder()): Promise<InteractionLog> {
  const log = await openTestLog(folder);
  onTestFinished(() => log.close());
  return log;
}

it("fails what waits, and everything after, when the writer dies; nothing hangs", async () => {
  const writerEntry = fileURLToPath(new URL("../../helpers/plantedWriter.worker.ts", import.meta.url));
  const log = await openInteractionLog({ dataFolder: tempFolder(), writerEntry, readerEntry, durability: "normal", now: Date.now, timeZone: () => "utc" });
  onTestFinished(() => log.close());
  const first = log.begin(sampleStart());
  await first.committed;
  await log.begin(sampleStart()).committed;
  const gone = { code: "internal", message: expect.stringContaining("a planted fault"), fix: expect.stringContaining("Start Tapedeck again") };
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => log.begin(sampleStart()).committed));
  for (const outcome of outcomes) expect(outcome).toMatchObject({ status: "rejected", reason: gone });
  await expect(log.finish(first.id, sampleOutcome())).rejects.toMatchObject(gone);
  expect(await log.get({ id: first.id })).toMatchObject({ status: "running" });
});

it("refuses what would begin while half a gigabyte waits to be written, and takes it again after", async () => {
  const log = await open();
  const start = { ...sampleStart(), body: Buffer.alloc(32 * 1024 * 1024, " ") };
  start.body.write(JSON.stringify(start.request));
  const begun = Array.from({ length: 9 }, () => log.begin(start));
  await expect(begun[8]!.committed).rejects.toMatchObject({ code: "busy" });
  await expect(log.finish(begun[8]!.id, sampleOutcome())).rejects.toMatchObject({ code: "busy" });
  await Promise.all(begun.slice(0, 8).map(({ committed }) => committed));
  await log.begin(sampleStart()).committed;
  expect(await log.count({}, never)).toEqual({ total: 9 });
}, 30_000);

it("lets what comes in wait while much is waiting to be written, and refuses what would be too much even to wait", async () => {
  const log = await open();
  const start = { ...sampleStart(), body: Buffer.alloc(32 * 1024 * 1024, " ") };
  start.body.write(JSON.stringify(start.request));
  const begun = Array.from({ length: 5 }, () => log.begin(start));
  const ingested = Array.from({ length: 1001 }, (_, n) => log.ingest({ interactions: [sampleIncoming(n)], spans: [], feedback: [] }));
  await expect(ingested[1000]).rejects.toMatchObject({ code: "busy" });
  const outcomes = await Promise.all(ingested.slice(0, 1000));
  expect(outcomes.every(({ interactions }) => interactions[0]!.fate === "stored")).toBe(true);
  await Promise.all(begun.map(({ committed }) => committed));
  expect((await log.ingest({ interactions: [sampleIncoming(1001)], spans: [], feedback: [] })).interactions).toMatchObject([{ fate: "stored" }]);
  expect(await log.count({}, never)).toEqual({ total: 1006 });
}, 60_000);

it("writes an outcome that comes before its beginning is committed, with all its text", async () => {
  const log = await open();
  const { id } = log.begin(sampleStart("an early elephant"));
  await log.finish(id, sampleOutcome("", { status: "failed", error: { code: "context-exceeded", message: "Too long." } }));
  expect((await log.list({ text: "elephant", limit: 10 }, never)).items.map((item) => item.id)).toEqual([id]);
});

it("cancels a question at once, and answers the next", async () => {
  const log = await open();
  await log.begin(sampleStart()).committed;
  const leave = new AbortController();
  const asked = Array.from({ length: 5 }, async () => await log.count({}, leave.signal));
  leave.abort();
  expect(await Promise.allSettled(asked)).toMatchObject(Array.from({ length: 5 }, () => ({ status: "rejected", reason: { code: "cancelled" } })));
  await expect(log.count({}, leave.signal)).rejects.toMatchObject({ code: "cancelled" });
  expect(await log.count({}, never)).toEqual({ total: 1 });
});

it("leaves out a month whose file is still being made", async () => {
  const folder = tempFolder();
  const log = await open(folder);
  await log.begin(sampleStart()).committed;
  writeFileSync(join(folder, "log", "2026-12.sqlite"), "");
  expect(await log.count({}, never)).toEqual({ total: 1 });
  openDatabase(join(folder, "log", "2026-12.sqlite"), logMigrations).close();
  expect(await log.count({}, never)).toEqual({ total: 1 });
});

it("says which file of the log can't be opened, and why", async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "log"));
  writeFileSync(join(folder, "log", "2026-11.sqlite"), "not a database".repeat(1000));
  await expect(openTestLog(folder)).rejects.toMatchObject({ code: "database-corrupt", details: { path: join(folder, "log", "2026-11.sqlite") } });
  writeFileSync(join(folder, "file"), "");
  await expect(openTestLog(join(folder, "file"))).rejects.toMatchObject({ code: "data-folder-unusable" });
  const newer = openDatabase(join(folder, "log", "2026-12.sqlite"), logMigrations);
  newer.pragma("user_version = 9");
  newer.close();
  await expect(openTestLog(folder)).rejects.toMatchObject({ code: "database-newer", details: { version: 9, known: logMigrations.length } });
});

it("ends what an earlier core left running in every month", async () => {
  const folder = tempFolder();
  const earlier = await openTestLog(folder);
  for (const month of [5, 6, 10]) await earlier.begin(sampleStart("q", {}, Date.UTC(2026, month, 1))).committed;
  await earlier.close();
  const log = await open(folder);
  expect(log.interrupted).toBe(3);
  expect(await log.count({ status: ["running"] }, never)).toEqual({ total: 0 });
  expect(await log.count({ status: ["interrupted"] }, never)).toEqual({ total: 3 });
});

it("goes on without an earlier month that is broken, names it, and says so where it is asked for", async () => {
  const folder = tempFolder();
  const earlier = await openTestLog(folder);
  const ids: string[] = [];
  for (const month of [5, 6, 10]) {
    const { id, committed } = earlier.begin(sampleStart("q", {}, Date.UTC(2026, month, 1)));
    await committed;
    ids.unshift(id);
  }
  await earlier.close();
  const broken = join(folder, "log", "2026-07.sqlite");
  writeFileSync(broken, "not a database".repeat(1000));
  const log = await open(folder);
  expect([log.broken, log.interrupted]).toEqual([[broken], 2]);
  expect((await log.list({ limit: 10 }, never)).items.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
  expect(await log.count({ text: "q" }, never)).toEqual({ total: 2 });
  await expect(log.get({ id: ids[1]! })).rejects.toMatchObject({ code: "database-corrupt", details: { path: broken } });
  await expect(log.begin(sampleStart("q", {}, Date.UTC(2026, 6, 2))).committed).rejects.toMatchObject({ code: "database-corrupt", details: { path: broken } });
});

it("names the month whose pages are broken inside", async () => {
  const folder = tempFolder();
  const earlier = await openTestLog(folder);
  await Promise.all(Array.from({ length: 600 }, (_, n) => earlier.begin(sampleStart(`question ${n}`.repeat(30), {}, Date.UTC(2026, 9, 1))).committed));
  await earlier.close();
  const path = join(folder, "log", "2026-10.sqlite");
  const bytes = readFileSync(path);
  for (let page = bytes.length >> 14; page < bytes.length >> 13; page++) bytes.fill(0xa5, page << 13, (page + 1) << 13);
  writeFileSync(path, bytes);
  const log = await open(folder);
  await expect((async () => (await log.list({ limit: 1000 }, never)).items.length)()).rejects.toMatchObject({ code: "database-corrupt", details: { path } });
});

it("shows a page and a detail while it counts through a large log", async () => {
  const log = await open();
  const begun = Array.from({ length: 3000 }, (_, n) => log.begin(sampleStart(`${"long ".repeat(400)}${n}`)));
  await Promise.all(begun.map(({ committed }) => committed));
  // Both threads are up.
  await Promise.all([log.count({}, never), log.list({ limit: 1 }, never)]);
  const order: string[] = [];
  const noting = async (name: string, answer: unknown) => {
    await answer;
    order.push(name);
  };
  await Promise.all([noting("count", log.count({ filter: "input : nowhere" }, never)), noting("get", log.get({ id: begun[0]!.id })), noting("list", log.list({ limit: 50 }, never))]);
  expect(order).toEqual(["get", "list", "count"]);
}, 30_000);

it("closes in the middle of a long search, which is cancelled", async () => {
  const log = await openTestLog(tempFolder());
  await Promise.all(Array.from({ length: 2000 }, (_, n) => log.begin(sampleStart(`${"long ".repeat(400)}${n}`)).committed));
  await log.count({}, never);
  const [counting] = await Promise.allSettled([log.count({ filter: "input : nowhere" }, never), log.close()]);
  expect(counting).toMatchObject({ status: "rejected", reason: { code: "cancelled" } });
}, 30_000);
