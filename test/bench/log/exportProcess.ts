import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { openInteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import { createJobs } from "../../../electron/core/jobs/jobs.ts";
import { places } from "../../../electron/core/places.ts";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import { createExports } from "../../../electron/core/transfer/export/createExports.ts";
import { ExportFormat } from "../../../shared/schemas/export.ts";
import type { ExportFigures } from "./export.ts";

/** node exportProcess.ts DATA_FOLDER FORMAT NOW OUT: one export with the core's own parts, while a page asks for its list, in a process whose memory is measured. */
const [dataFolder = "", format = "", at = "", out = ""] = process.argv.slice(2);
const pageEveryMs = 100;
const sampledEveryMs = 20;

const scratch = mkdtempSync(join(tmpdir(), "tapedeck-export-bench-"));
const now = () => Number(at);
const { signal } = new AbortController();
const log = await openInteractionLog({ dataFolder, writerEntry: places.logWriter, readerEntry: places.logReader, durability: "normal", now, timeZone: () => "utc" });
const db = openDatabase(join(scratch, "tapedeck.sqlite"), mainMigrations);
const jobs = createJobs({ db, now: Date.now });
const exports = createExports({ dataFolder, entry: places.exportWriter, jobs, log, now, timeZone: () => "utc" });

// Everything that a page has asked once, so that only the export is counted.
for (let page = 0; page < 20; page++) await log.list({ limit: 100, order: "newest" }, signal);
await log.count({}, signal);
await delay(500);
const before = process.memoryUsage.rss();
let peak = before;
const pagesMs: number[] = [];
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
let isDone = false;
let busiestMs = 0;
let used = process.threadCpuUsage();
const sampler = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
  const { user, system } = process.threadCpuUsage(used);
  used = process.threadCpuUsage();
  busiestMs = Math.max(busiestMs, (user + system) / 1000);
}, sampledEveryMs);
const reader = (async () => {
  while (!isDone) {
    const startedAt = performance.now();
    await log.list({ limit: 100, order: "newest" }, signal);
    pagesMs.push(performance.now() - startedAt);
    await delay(pageEveryMs);
  }
})();

const startedAt = performance.now();
const { jobId } = await exports.export({ format: ExportFormat.parse(format), order: "oldest", raw: false, force: true, path: out }, signal);
for await (const list of jobs.watch({}, signal)) {
  const job = list.find(({ id }) => id === jobId)!;
  if (job.state === "failed") throw new Error(job.error!.message);
  if (job.state !== "running") break;
}
const tookMs = performance.now() - startedAt;
isDone = true;
await reader;
clearInterval(sampler);
loop.disable();
const done = await exports.exported({ jobId }, signal);
pagesMs.sort((a, b) => a - b);
process.send!({
  interactions: done!.interactions, records: done!.records, bytes: done!.bytes, tookMs, grownBytes: peak - before, loopP99Ms: loop.percentile(99) / 1e6, loopMaxMs: loop.max / 1e6, busiestMs,
  pageP95Ms: pagesMs[Math.floor(pagesMs.length * 0.95)]!, pageMaxMs: pagesMs.at(-1)!,
} satisfies ExportFigures);
await jobs.close();
await log.close();
db.close();
rmSync(scratch, { recursive: true, force: true });
rmSync(out, { recursive: true, force: true });
process.disconnect();
