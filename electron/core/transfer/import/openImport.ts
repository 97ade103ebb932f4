import { AppError } from "../../../../shared/errors.ts";
import type { TransferRequest } from "../../../../shared/schemas/transfer.ts";
import { detectFormat, type Detected } from "../formats/detect/detectFormat.ts";
import { openImportFile } from "../formats/records/openImportFile.ts";
import { openSource, type Source } from "../formats/records/source.ts";
import { createTimes, type Times } from "../formats/times.ts";

/** How much of a file is looked at to find its format, and shown of it before it is imported. */
export const headBytes = 8 * 1024 * 1024;

export type OpenImport = { source: Source; head: Source; detected: Detected; times: Times; sizeBytes: number; modifiedMs: number; close(): Promise<void> };

/** A file, opened, with what it is. Throws what `openImportFile` and `detectFormat` throw, and `bad-request` for a time zone that is not known. */
export async function openImport({ path, format, timeZone }: TransferRequest): Promise<OpenImport> {
  const times = timesFor(timeZone ?? "utc");
  const { file, sizeBytes, modifiedMs } = await openImportFile(path);
  try {
    const [source, head] = [await openSource(file, sizeBytes), await openSource(file, sizeBytes, headBytes)];
    return { source, head, detected: await detectFormat(source, head, format), times, sizeBytes, modifiedMs, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function timesFor(timeZone: string): Times {
  try {
    return createTimes(timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError("bad-request", `There is no time zone "${timeZone}".`, { fix: "Give a name such as Europe/Berlin, `utc` or `local`." });
  }
}
