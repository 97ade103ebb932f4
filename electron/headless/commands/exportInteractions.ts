import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import { ExportFormat, ExportSelection, type ExportDone, type ExportRemark } from "../../../shared/schemas/export.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { followJob } from "../followJob.ts";
import { formatBytes } from "../format.ts";

type Options = { format: string; filter?: string; text?: string; out: string; order: string; goodFrom?: number; raw?: boolean; force?: boolean };

/** Writes recorded interactions as a data set. Ctrl-C ends it, and takes away what was written. `--out -`: to standard output, when it is whole. */
export async function exportInteractions({ out, force, ...options }: Options, { output, signal, dataFolder }: Context): Promise<number> {
  const selection = selectionOf(options);
  const isPiped = out === "-";
  if (isPiped && selection.format === "parquet") throw new AppError("bad-request", "Parquet is a folder of files, which standard output can't take.", { fix: "Give a folder's name with --out." });
  const { core, close } = await connectToCore(await dataFolder(), signal);
  const folder = isPiped ? mkdtempSync(join(tmpdir(), "tapedeck-export-")) : null;
  try {
    const path = folder ? join(folder, "export") : resolve(out);
    const { jobId } = await core.transfer.export({ ...selection, path, force: force ?? false }, signal);
    await followJob(core, jobId, output, signal, { textOf: progressText });
    const done = await resultOf(core, jobId, signal);
    if (folder) for await (const piece of createReadStream(path, { encoding: "utf8", signal })) await output.write(piece as string);
    else if (output.isJson) await output.document(done);
    if (!output.isJson || folder) output.note(summaryOf(done, isPiped));
    return 0;
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
    await close();
  }
}

function selectionOf(options: Omit<Options, "out" | "force">): ExportSelection {
  const { data, error } = ExportSelection.safeParse(options);
  if (data) return data;
  const [issue] = error.issues;
  if (issue!.path[0] === "format") throw new AppError("bad-request", `${options.format} is no format of an export.`, { fix: `Use one of ${ExportFormat.options.join(", ")}.` });
  throw new AppError("bad-request", `--${issue!.path.join(".")}: ${issue!.message}.`);
}

async function resultOf(core: Client<CoreContract>, jobId: string, signal: AbortSignal): Promise<ExportDone> {
  const done = await core.transfer.exported({ jobId }, signal);
  if (!done) throw new AppError("internal", "The export is done, and what it wrote is not known.", { fix: "Look at the file." });
  return done;
}

const progressText = ({ done, total, unit }: NonNullable<Job["progress"]>) => (total > 0 ? `${done} of ${total} ${unit} (${Math.floor((done / total) * 100)}%)` : `${done} ${unit}`);

function summaryOf({ path, records, interactions, bytes, files, skipped, changed }: ExportDone, isPiped: boolean): string {
  const place = isPiped ? "" : ` to ${path}${files > 1 ? ` (${files} files)` : ""}`;
  const lines = [`${records} ${records === 1 ? "record" : "records"} of ${interactions} interactions, ${formatBytes(bytes)}${place}.`];
  const tell = (title: string, remarks: ExportRemark[]) => remarks.forEach(({ what, count, ids }) => lines.push(`${title} ${count}: ${what} (${ids[0]}${count > 1 ? ", …" : ""})`));
  tell("Skipped", skipped);
  tell("Changed", changed);
  return lines.join("\n");
}
