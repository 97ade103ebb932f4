import { constants } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import { AppError } from "../../../shared/errors.ts";

/** A failure of the file system as an AppError that names the path; what is not one comes back as it is. */
export function fileFailure(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR": return new AppError("not-found", `There is no file at ${path}.`, { fix: "Check the path, and that the drive is connected.", cause: error });
    case "ELOOP": return new AppError("not-found", `${path} is a link that leads back to itself.`, { cause: error });
    case "EACCES":
    case "EPERM": return new AppError("forbidden", `${path} can't be read: this user has no permission.`, { fix: "Change the permissions of the file and its folders, or copy it to a place that you can read.", cause: error });
    case "ENAMETOOLONG":
    case "ERR_INVALID_ARG_VALUE": return new AppError("bad-request", "The path is not one that the file system allows.", { cause: error });
    case "ENOSPC": return new AppError("disk-full", `No space is left on the disk of ${path}.`, { fix: "Free some space and try again.", cause: error });
    case "EIO": return new AppError("internal", `${path} can't be read: the drive reports an error.`, { fix: "Check the drive, or copy the file from its source again.", cause: error });
    default: return error;
  }
}

/** Opens a regular file for reading. Folders, pipes and devices are `not-a-model`, and are never opened: that could block or act. */
export async function openRegularFile(path: string): Promise<{ file: FileHandle; sizeBytes: number; modifiedUs: number }> {
  const refuse = (what: string) => new AppError("not-a-model", `${path} is ${what}, not a file.`, { fix: "Choose the .gguf file itself.", details: { offset: null } });
  try {
    const seen = await stat(path);
    if (seen.isDirectory()) throw refuse("a folder");
    if (!seen.isFile()) throw refuse(seen.isFIFO() ? "a pipe" : seen.isSocket() ? "a socket" : "a device");
    // What was a file may be a pipe by now: not blocking keeps even that harmless.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const opened = await file.stat();
    if (opened.isFile()) return { file, sizeBytes: opened.size, modifiedUs: Math.round(opened.mtimeMs * 1000) };
    await file.close();
    throw refuse("no longer a regular one");
  } catch (error) {
    throw fileFailure(error, path);
  }
}
