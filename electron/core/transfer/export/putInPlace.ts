import { existsSync, linkSync, lstatSync, readdirSync, renameSync, rmSync, unlinkSync } from "node:fs";
import { AppError } from "../../../../shared/errors.ts";

/** Where an export is written until it is whole. The same for each try, so that the next one takes the place of what a kill left. */
export const partPath = (path: string): string => `${path}.tapedeck-part`;

/** Throws `bad-request` where `path` may not be written: something stands there and `force` is not set, or it must not be replaced at all. */
export function refuseTaken(path: string, kind: "file" | "folder", force: boolean): void {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there) return;
  const choose = { fix: "Choose another name." };
  if (kind === "file" && !there.isFile()) throw new AppError("bad-request", `${path} is no file, and is not replaced.`, choose);
  if (kind === "folder" && !there.isDirectory()) throw new AppError("bad-request", `${path} is no folder; Parquet is written as a folder of files.`, choose);
  if (kind === "folder" && !readdirSync(path).every((name) => name.startsWith("day="))) {
    throw new AppError("bad-request", `The folder ${path} holds other things than an export, and is not replaced.`, { fix: "Choose a new folder's name." });
  }
  if (!force) throw taken(path);
}

const taken = (path: string) => new AppError("bad-request", `${path} is there already.`, { fix: "Choose another name, or say that it may be replaced (--force).", details: { path, isTaken: true } });

/** Gives a whole file its name, in one step. Without `force` it never replaces one that came meanwhile. */
export function putInPlace(part: string, path: string, force: boolean): void {
  if (force) return renameSync(part, path);
  try {
    linkSync(part, path);
  } catch (error) {
    if (existsSync(path)) throw taken(path);
    // Not every file system has hard links.
    if (["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"].includes((error as NodeJS.ErrnoException).code ?? "")) return renameSync(part, path);
    throw error;
  }
  unlinkSync(part);
}

/** The same for a folder; an export of before makes room, and is taken away when the new one stands. */
export function putFolderInPlace(part: string, path: string, force: boolean): void {
  refuseTaken(path, "folder", force);
  const old = `${path}.tapedeck-old`;
  const isThere = existsSync(path);
  if (isThere) {
    rmSync(old, { recursive: true, force: true });
    renameSync(path, old);
  }
  renameSync(part, path);
  if (isThere) rmSync(old, { recursive: true, force: true });
}
