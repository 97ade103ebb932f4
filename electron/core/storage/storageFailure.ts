import Sqlite from "better-sqlite3";
import { basename, dirname } from "node:path";
import { AppError } from "../../../shared/errors.ts";

const corrupt = new Set(["SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CORRUPT_INDEX", "SQLITE_CORRUPT_VTAB", "SQLITE_CORRUPT_SEQUENCE"]);
const unwritable = /^SQLITE_(CANTOPEN|READONLY|PERM|IOERR_(ACCESS|LOCK|SHMOPEN|DELETE))/;
const full = /^SQLITE_(FULL|IOERR_(WRITE|SHMSIZE))/;

/** Whether the file's own bytes are no database any more. */
export const isCorrupt = (error: unknown) => error instanceof Sqlite.SqliteError && corrupt.has(error.code);

/** What SQLite or the file system said about `path`, as an error with a way out; anything else as it is. */
export function storageFailure(error: unknown, path: string): unknown {
  const cause = error instanceof Error ? error.message : String(error);
  const code = codeOf(error, cause);
  const details = { path };
  if (corrupt.has(code)) {
    return new AppError("database-corrupt", `${basename(path)} can't be read: ${cause}.`, { fix: `Restore a copy of ${path}, or run \`tapedeck doctor --start-new\`: it moves the broken file aside, deletes nothing, and starts with an empty one.`, details, cause: error });
  }
  if (full.test(code) || code === "ENOSPC") {
    return new AppError("disk-full", `There is no space left on the disk of ${dirname(path)}.`, { fix: "Free some space and try again; what was recorded is safe.", details, cause: error });
  }
  if (unwritable.test(code) || ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code)) {
    return new AppError("data-folder-unusable", `The data folder can't be written: ${path}: ${cause}.`, { fix: "Give yourself the right to write there, or choose another folder with --data or TAPEDECK_DATA.", details, cause: error });
  }
  return error;
}

function codeOf(error: unknown, message: string): string {
  if (error instanceof Sqlite.SqliteError) return error.code;
  // better-sqlite3 looks at the folder itself, and gives no code.
  if (error instanceof TypeError && message.includes("directory does not exist")) return "ENOTDIR";
  return (error as NodeJS.ErrnoException | null)?.code ?? "";
}
