import { constants } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import { AppError } from "../../../../../shared/errors.ts";
import { fileFailure } from "../../../models/openRegularFile.ts";

export type ImportFile = { file: FileHandle; sizeBytes: number; modifiedMs: number };

/** Opens a file to import. Folders, pipes, devices and empty files are `bad-request`; a pipe is never opened: that could block for ever. */
export async function openImportFile(path: string): Promise<ImportFile> {
  const refuse = (what: string, fix: string) => new AppError("bad-request", `${path} is ${what}.`, { fix });
  const notAFile = (what: string) => refuse(`${what}, not a file`, "Give the file itself.");
  try {
    const seen = await stat(path);
    if (seen.isDirectory()) throw notAFile("a folder");
    if (seen.isFIFO()) throw refuse("a pipe, not a file", "Write its content to a file first; an import can then go on after it was cut short.");
    if (!seen.isFile()) throw notAFile(seen.isSocket() ? "a socket" : "a device");
    // What was a file may be a pipe by now: not blocking keeps even that harmless.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const opened = await file.stat();
    if (opened.isFile() && opened.size > 0) return { file, sizeBytes: opened.size, modifiedMs: Math.round(opened.mtimeMs) };
    await file.close();
    throw opened.isFile() ? refuse("empty", "Export it again.") : notAFile("no longer a regular one");
  } catch (error) {
    throw fileFailure(error, path);
  }
}
