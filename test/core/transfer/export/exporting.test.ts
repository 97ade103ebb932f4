import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
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

const folder = mkdtempSync(join(tmpdir(), "tapedeck export #% é-"));
const dataFolder = join(folder, "data");
const out = join(folder, "out");
mkdirSync(dataFolder);
mkdirSync(out);
const now = () => Date.UTC(2026, 10, 25, 12);
const log = await openTestLog(dataFolder);
const db = openDatabase(join(dataFolder, "tapedeck.sqlite"), mainMigrations);
const jobs = createJobs({ db, now });
const exports = createExports({ dataFolder, entry: places.exportWriter, jobs, log: log as never, now, timeZone: () => "utc" });

for (let index = 0; index < 25; index++) {
  const { id, committed } = log.begin(sampleStart(`Question ${index}`, {}, now() - (25 - index) * 86_400_000));
  await committed;
  await log.finish(id, sampleOutcome(`Answer ${index}`, index % 5 === 4 ? { status: "failed", output: "" } : {}));
}

afterAll(async () => {
  await jobs.close();
  await log.close();
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Exports, and waits for the job's end. */
async function exported(request: Partial<ExportRequest> & Pick<ExportRequest, "format" | "path">): Promise<{ job: Job; done: ExportDone | null }> {
  const { jobId } = await exports.export({ order: "oldest", raw: false, force: false, ...request }, new AbortController().signal);
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
