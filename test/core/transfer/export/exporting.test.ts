import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createJobs } from "../../../../electron/core/jobs/jobs.ts";
import { mainMigrations } from "../../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";
import { createExports } from "../../../../electron/core/transfer/export/createExports.ts";
import { places } from "../../../../electron/core/places.ts";
import type { ExportDone, ExportRequest } from "../../../../shared/schemas/export.ts";
import type { Job } from "../../../../shared/schemas/job.ts";
import { openTestLog } from "../../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../../helpers/sampleRecording.ts";
import { mountSmallDisk } from "../../../helpers/smallDisk.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck export #% é-"));
const dataFolder = join(folder, "data");
const out = join(folder, "out");
const disk = mountSmallDisk(1);
mkdirSync(dataFolder);
mkdirSync(out);
const now = () => Date.UTC(2026, 10, 25, 12);
const log = await openTestLog(dataFolder);
const db = openDatabase(join(dataFolder, "tapedeck.sqlite"), mainMigrations);
const jobs = createJobs({ db, now });
const exports = createExports({ dataFolder, entry: places.exportWriter, jobs, log, now, timeZone: () => "utc" });

for (let index = 0; index < 25; index++) {
  const { id, committed } = log.begin(sampleStart(`Question ${index}`, {}, now() - (25 - index) * 86_400_000));
  await committed;
  await log.finish(id, sampleOutcome(`Answer ${index}`, index % 5 === 4 ? { status: "failed", output: "" } : {}));
}

afterAll(async () => {
  await jobs.close();
  await log.close();
  db.close();
  disk?.unmount();
  rmSync(folder, { recursive: true, force: true });
});

/** Exports, and waits for the job's end. */
async function exported(request: Partial<ExportRequest> & Pick<ExportRequest, "format" | "path">, isCancelled = false): Promise<{ job: Job; done: ExportDone | null }> {
  const { jobId } = await exports.export({ order: "oldest", raw: false, force: false, ...request }, new AbortController().signal);
  if (isCancelled) await jobs.cancel({ id: jobId });
  for await (const list of jobs.watch({}, new AbortController().signal)) {
    const job = list.find(({ id }) => id === jobId)!;
    if (job.state !== "running") return { job, done: (await exports.exported({ jobId }, new AbortController().signal)) ?? null };
  }
  throw new Error("The jobs ended");
}
const linesOf = (path: string) => readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);

it("writes all interactions of several months in the order of their time, and counts what it skips by reason", async () => {
  const path = join(out, "all.jsonl");
  const { job, done } = await exported({ format: "openai-chat", path });
  expect(job).toMatchObject({ kind: "export", state: "done", subject: path, progress: { done: 25, total: 25, unit: "interactions" } });
  expect(done).toMatchObject({ path, files: 1, interactions: 25, records: 20, skipped: [{ what: "It has no whole answer (failed)", count: 5 }] });
  expect(done!.skipped[0]!.ids).toHaveLength(5);
  expect(linesOf(path).map(({ messages }) => (messages as { content: string }[])[1]!.content)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18, 20, 21, 22, 23].map((index) => `Answer ${index}`));
  expect(readdirSync(out)).toEqual(["all.jsonl"]);
});

it("writes newest first, and only what a filter, words and a status mean", async () => {
  const path = join(out, "some.jsonl");
  expect((await exported({ format: "sharegpt", path, order: "newest", filter: "createdAt >= 2026-11-01", status: ["ok"] })).done).toMatchObject({ interactions: 19, records: 19, skipped: [] });
  expect(linesOf(path).map(({ conversations }) => (conversations as { value: string }[])[1]!.value).slice(0, 2)).toEqual(["Answer 23", "Answer 22"]);
  const found = await exported({ format: "sharegpt", path: join(out, "found.jsonl"), text: "Question 7" });
  expect(found.done).toMatchObject({ interactions: 1, records: 1 });
  await expect(exported({ format: "csv", path: join(out, "x.csv"), filter: "model =" })).resolves.toMatchObject({ job: { state: "failed", error: { code: "bad-filter" } } });
  expect(readdirSync(out)).toEqual(["all.jsonl", "found.jsonl", "some.jsonl"]);
});

it("never overwrites without being told to, and then in one step", async () => {
  const path = join(out, "mine.csv");
  writeFileSync(path, "mine");
  await expect(exported({ format: "csv", path })).rejects.toMatchObject({ code: "bad-request", details: { isTaken: true } });
  expect(readFileSync(path, "utf8")).toBe("mine");
  await exported({ format: "csv", path, force: true });
  expect(readFileSync(path, "utf8")).toMatch(/^\ufeffid,createdAt,/);
});

it("takes away what it had written when it is cancelled", async () => {
  const path = join(out, "cancelled.jsonl");
  const { job, done } = await exported({ format: "tapedeck", path }, true);
  expect([job.state, done, existsSync(path)]).toEqual(["cancelled", null, false]);
  expect(readdirSync(out).filter((name) => name.includes("cancelled"))).toEqual([]);
});

it.each([
  ["a relative path", "here.csv", "bad-request"],
  ["the data folder", join(dataFolder, "log", "x.csv"), "bad-request"],
  ["a folder's name", out, "bad-request"],
])("refuses %s", async (_what, path, code) => {
  await expect(exported({ format: "csv", path, force: true })).rejects.toMatchObject({ code });
});

it("says what is wrong with a folder that is not there, that may not be written, or that holds other things", async () => {
  expect((await exported({ format: "csv", path: join(out, "none", "x.csv") })).job.error).toMatchObject({ code: "bad-request", message: `The folder ${join(out, "none")} is not there.` });
  await expect(exported({ format: "parquet", path: out, force: true })).rejects.toMatchObject({ message: expect.stringContaining("holds other things") as string });
  if (process.getuid?.() === 0) return;
  const locked = join(folder, "locked");
  mkdirSync(locked);
  chmodSync(locked, 0o500);
  expect((await exported({ format: "csv", path: join(locked, "x.csv") })).job.error).toMatchObject({ code: "bad-request", message: expect.stringContaining("can't be written") as string });
});

it.skipIf(!disk)("says that the disk is full, and leaves nothing (needs the right to mount one)", async () => {
  disk!.fill();
  for (const format of ["tapedeck", "parquet"] as const) {
    expect((await exported({ format, path: join(disk!.folder, "full") })).job.error).toMatchObject({ code: "disk-full", message: expect.stringContaining("no space left") as string });
    expect(readdirSync(disk!.folder).filter((name) => name.startsWith("full"))).toEqual([]);
  }
});

it("does not follow a link that lies where it writes", async () => {
  const path = join(out, "linked.jsonl");
  const victim = join(folder, "victim");
  writeFileSync(victim, "mine");
  symlinkSync(victim, `${path}.tapedeck-part`);
  expect((await exported({ format: "alpaca", path })).done).toMatchObject({ records: 20 });
  expect(readFileSync(victim, "utf8")).toBe("mine");
});

it("replaces an older Parquet folder as a whole", async () => {
  const path = join(out, "table");
  const { done } = await exported({ format: "parquet", path });
  expect(done).toMatchObject({ files: 25, records: 25 });
  await expect(exported({ format: "parquet", path })).rejects.toMatchObject({ details: { isTaken: true } });
  expect((await exported({ format: "parquet", path, force: true, filter: "createdAt >= 2026-11-20" })).done).toMatchObject({ files: 5 });
  expect(readdirSync(path)).toHaveLength(5);
  expect(readdirSync(out).filter((name) => name.startsWith("table"))).toEqual(["table"]);
});

it("refuses a link into the data folder", async () => {
  symlinkSync(join(dataFolder, "log"), join(out, "link"));
  await expect(exported({ format: "csv", path: join(out, "link", "2026-11.sqlite"), force: true })).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("data folder") as string });
  rmSync(join(out, "link"));
});

it("takes away at its start what a core that was killed had written", () => {
  const path = join(out, "killed.csv");
  writeFileSync(`${path}.tapedeck-part`, "half");
  db.prepare("INSERT INTO jobs (id, kind, title, subject, state, started_at) VALUES ('job_killed', 'export', 'Export', ?, 'running', 0)").run(path);
  const again = createJobs({ db, now });
  createExports({ dataFolder, entry: places.exportWriter, jobs: again, log, now, timeZone: () => "utc" });
  expect(readdirSync(out).filter((name) => name.startsWith("killed"))).toEqual([]);
});

it("names a month that can't be read, and writes the others", async () => {
  const broken = join(dataFolder, "log", "2020-01.sqlite");
  writeFileSync(broken, "this is no database, and long enough to be looked at ".repeat(400));
  const { done } = await exported({ format: "csv", path: join(out, "rest.csv") });
  rmSync(broken);
  expect(done).toMatchObject({ records: 25, skipped: [{ what: "The month 2020-01 can't be read; its interactions are missing", count: 1, ids: ["2020-01"] }] });
});

it("samples the first records without writing anything", async () => {
  const sample = await exports.sampleExport({ format: "csv", order: "newest", raw: false, status: ["ok"] }, new AbortController().signal);
  expect(sample.lines).toHaveLength(3);
  expect(sample.lines[0]).toContain("Answer 23");
  await expect(exports.sampleExport({ format: "csv", order: "newest", raw: false, filter: "=" }, new AbortController().signal)).rejects.toMatchObject({ code: "bad-filter" });
});
