import { realpathSync, rmSync } from "node:fs";
import { basename, dirname, isAbsolute, join, normalize, relative } from "node:path";
import type { CoreContract } from "../../../../shared/contract.ts";
import { AppError } from "../../../../shared/errors.ts";
import type { Services } from "../../../../shared/rpc/contract.ts";
import type { ExportDone, ExportRequest, ExportSelection } from "../../../../shared/schemas/export.ts";
import type { Narrowing } from "../../../../shared/schemas/finding.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import { exportFailure } from "./exportFailure.ts";
import { runExportWorker } from "./exportWorker.ts";
import { partPath, refuseTaken } from "./putInPlace.ts";
import type { ExportWork } from "./writeExport.ts";

type Parts = {
  dataFolder: string;
  /** The thread's entry. */
  entry: string;
  jobs: Jobs;
  log: { count(request: Narrowing, signal: AbortSignal): Promise<{ total: number }> };
  now: () => number;
  timeZone: () => "local" | "utc";
};
export type Exports = Pick<Services<CoreContract>["transfer"], "export" | "exported" | "sampleExport">;

const keptResults = 200;

/** Data sets going out. Each export has a thread and reading connections of its own, so that neither a page nor a request waits for it. */
export function createExports({ dataFolder, entry, jobs, log, now, timeZone }: Parts): Exports {
  const results = new Map<string, ExportDone>();
  // What a core that was killed had written of an export.
  for (const { kind, state, subject } of jobs.list()) if (kind === "export" && state === "interrupted" && subject !== null) rmSync(partPath(subject), { recursive: true, force: true });
  const written = new Set<string>();

  const workOf = (selection: ExportSelection): ExportWork => ({
    logFolder: join(dataFolder, "log"),
    selection,
    clock: { now: now(), timeZone: timeZone() },
    timeZone: timeZone() === "utc" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone,
  });

  /** Throws `bad-request` or `busy` where nothing may be written to `path`. */
  function refusePlace({ path, format, force }: ExportRequest): void {
    if (!isAbsolute(path) || path.includes("\0")) throw new AppError("bad-request", "An export needs a whole path.", { fix: "Give one that begins at the root of the disk." });
    if (isInside(path, dataFolder)) throw new AppError("bad-request", `${path} lies in the data folder, which is Tapedeck's own.`, { fix: "Export to another folder." });
    if (written.has(path)) throw new AppError("busy", `Another export is being written to ${path}.`, { fix: "Wait for its end, or choose another name." });
    try {
      refuseTaken(path, format === "parquet" ? "folder" : "file", force);
    } catch (error) {
      throw exportFailure(error, path);
    }
  }

  async function write({ path, force, ...selection }: ExportRequest, signal: AbortSignal, report: (done: number, total: number) => void): Promise<ExportDone> {
    const { filter, text, textIn, status } = selection;
    let total = 0;
    // Beside the export, which needs no count: a filter may take a while to look through everything.
    const counted = log.count({ filter, text, textIn, status }, signal).then((count) => (total = count.total), () => {});
    const work = workOf(selection);
    const message = await runExportWorker(entry, { work, to: { path, force } }, signal, (interactions) => report(interactions, Math.max(total, interactions)));
    await counted;
    if (message.say !== "done") throw new AppError("internal", "The export gave no result.");
    report(message.done.interactions, message.done.interactions);
    return message.done;
  }

  return {
    export(request) {
      const path = normalize(request.path);
      refusePlace({ ...request, path });
      const job = jobs.start({ kind: "export", title: `Export ${basename(path)}`, subject: path }, async (signal, report) => {
        written.add(path);
        try {
          const done = await write({ ...request, path }, signal, (interactions, total) => report({ done: interactions, total, unit: "interactions" }));
          results.set(job.id, done);
          if (results.size > keptResults) results.delete(results.keys().next().value!);
        } finally {
          written.delete(path);
        }
      });
      return { jobId: job.id };
    },
    exported: ({ jobId }) => results.get(jobId) ?? null,
    async sampleExport(selection, signal) {
      const message = await runExportWorker(entry, { work: workOf(selection), to: null }, signal, () => {});
      if (message.say !== "sample") throw new AppError("internal", "The export gave no sample.");
      return message.sample;
    },
  };
}

/** Whether a path leads into a folder, also over a link. */
function isInside(path: string, folder: string): boolean {
  const inside = relative(realOf(folder), join(realOf(dirname(path)), basename(path)));
  return !inside.startsWith("..") && !isAbsolute(inside);
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // One that is not there leads nowhere.
    return folder;
  }
}
