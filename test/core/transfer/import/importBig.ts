// Imports one file into a log of its own as core does, and says what that took: `{imported, seconds, peakBytes, longestStallMs}`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createJobs } from "../../../../electron/core/jobs/jobs.ts";
import { places } from "../../../../electron/core/places.ts";
import { mainMigrations } from "../../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";
import { createImports } from "../../../../electron/core/transfer/import/createImports.ts";
import { openTestLog } from "../../../helpers/openTestLog.ts";

const [path, folder] = process.argv.slice(2) as [string, string];
const log = await openTestLog(folder, Date.now);
const db = openDatabase(join(folder, "tapedeck.sqlite"), mainMigrations);
const jobs = createJobs({ db, now: Date.now });
const imports = createImports({ db, jobs, entry: places.importReader, log, now: Date.now });
const stalls = monitorEventLoopDelay({ resolution: 5 });
stalls.enable();
const startedAt = performance.now();
const { jobId } = await imports.import({ path });
for await (const all of jobs.watch({}, new AbortController().signal)) if (all[0]!.state !== "running") break;
stalls.disable();
const { imported, rejected, state } = imports.imported({ jobId });
const seconds = (performance.now() - startedAt) / 1000;
const peakBytes = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;
await log.close();
db.close();
process.stdout.write(JSON.stringify({ state, imported, rejected, seconds, peakBytes, longestStallMs: stalls.max / 1e6 }));
