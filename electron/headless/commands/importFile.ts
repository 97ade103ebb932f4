import { resolve } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { ColumnTarget, csvFields, ImportFormat, type Imported, type TransferRequest } from "../../../shared/schemas/transfer.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { followJob } from "../followJob.ts";
import { formatBytes, formatCount } from "../format.ts";

type Options = { format: string; map: string[]; timeZone?: string };

/** Takes a file of interactions in. Ctrl-C ends it; what came in by then stays, and is not imported twice. Exit code 2 where nothing in it could be read. */
export async function importFile(path: string, options: Options, { output, signal, dataFolder }: Context): Promise<number> {
  const request = requestOf(resolve(path), options);
  const { core, close } = await connectToCore(await dataFolder(), signal);
  try {
    const { jobId } = await core.transfer.import(request, signal);
    await followJob(core, jobId, output, signal, {
      textOf: ({ done, total }) => `${formatBytes(done)} of ${formatBytes(total)} (${Math.floor((done / total) * 100)}%)`,
      fixOf: () => "What came in by then is kept; import the file again for the rest.",
    });
    const done = await core.transfer.imported({ jobId });
    if (output.isJson) {
      const { format, why, imported, duplicates, rejected, rejects, spans, feedback } = done;
      await output.document({ imported, duplicates, rejected, rejects, spans, feedback, format, why });
    } else await output.line(summaryOf(done));
    return wasRead(done) ? 0 : 2;
  } finally {
    await close();
  }
}

const wasRead = ({ imported, duplicates, spans, feedback, othersThere }: Imported): boolean => imported + duplicates + spans + feedback + othersThere > 0;

function requestOf(path: string, { format, map, timeZone }: Options): TransferRequest {
  if (format !== "auto" && !ImportFormat.safeParse(format).success) {
    throw new AppError("bad-request", `${format} is no format of an import.`, { fix: `Use one of auto, ${ImportFormat.options.join(", ")}.` });
  }
  return {
    path,
    ...(format !== "auto" && { format: ImportFormat.parse(format) }),
    ...(map.length > 0 && { map: Object.fromEntries(map.map(mapped)) }),
    ...(timeZone !== undefined && { timeZone }),
  };
}

/** `theirs=ours`; a column's name may hold `=` itself. */
function mapped(text: string): [string, ColumnTarget] {
  const at = text.lastIndexOf("=");
  const target = ColumnTarget.safeParse(text.slice(at + 1));
  if (at > 0 && target.success) return [text.slice(0, at), target.data];
  throw new AppError("bad-request", `--map ${text} names no column and field.`, { fix: `Write THEIRS=OURS, where OURS is one of ${csvFields.join(", ")}, metadata.NAME, ignore.` });
}

function summaryOf({ imported, duplicates, rejected, rejects, spans, feedback, why, zoneAssumed, resumedAtBytes }: Imported): string {
  const counted = (count: number, one: string, many: string) => (count > 0 ? [`${formatCount(count)} ${count === 1 ? one : many}`] : []);
  const lines = [
    why,
    `${formatCount(imported)} imported${[...counted(duplicates, "was there already", "were there already"), ...counted(spans, "other span", "other spans"), ...counted(feedback, "piece of feedback", "pieces of feedback"), ...counted(rejected, "rejected", "rejected")].map((text) => `, ${text}`).join("")}.`,
    ...(resumedAtBytes === null ? [] : [`It went on at ${formatBytes(resumedAtBytes)}, where an earlier import was cut short.`]),
    ...(zoneAssumed > 0 ? [`${formatCount(zoneAssumed)} times name no zone and were taken as UTC or as --time-zone says.`] : []),
    ...rejects.map(({ line, reason }) => `  ${line}: ${reason}`),
    ...(rejected > rejects.length ? [`  and ${formatCount(rejected - rejects.length)} more`] : []),
  ];
  return lines.join("\n");
}
