import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { AppError } from "../../../shared/errors.ts";

/** Longer, and the whole path would not fit. */
const longestFolderBytes = 55;

/**
 * Where the owner of `dataFolder` listens for commands: a socket in a folder that only this user may enter, named by the data
 * folder's hash because such paths may have 103 bytes at most; on Windows a named pipe. Throws `data-folder-unusable`.
 */
export function socketPath(dataFolder: string): string {
  const name = createHash("sha256").update(dataFolder).digest("hex").slice(0, 24);
  if (process.platform === "win32") return `\\\\.\\pipe\\tapedeck-${name}`;
  const { uid } = userInfo();
  const folder = join(Buffer.byteLength(tmpdir()) > longestFolderBytes ? "/tmp" : tmpdir(), `tapedeck-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  // Someone else could have made it first, to listen in our place.
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new AppError("data-folder-unusable", `${folder} is not a folder of this user alone, so commands can't be let in there.`, { fix: `Remove ${folder}, or set TMPDIR to a folder of your own.` });
  }
  return join(folder, `${name}.sock`);
}
