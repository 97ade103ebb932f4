import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, open, rename, rm, statfs, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { hashFiles, type HashedFile } from "./hashFile.ts";
import { fileFailure } from "./openRegularFile.ts";
import { timeOfParts } from "./splits/timeOfParts.ts";

const spareBytes = 64 * 1024 * 1024;
const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;

/** Throws `disk-full`, with both numbers, when a file of `sizeBytes` does not fit into `folder`. Makes the folder. */
export async function checkSpace(folder: string, sizeBytes: number): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => { throw fileFailure(error, folder); });
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (freeBytes >= sizeBytes + spareBytes) return;
  throw new AppError("disk-full", `The copy does not fit: it needs ${gigabytes(sizeBytes)} and ${gigabytes(freeBytes)} are free in ${folder}.`, {
    fix: "Free some space, or import the file without a copy.",
    details: { neededBytes: sizeBytes, freeBytes },
  });
}

/** Takes the names for itself, by empty files, or none of them: a name that another file has is never overwritten. */
async function claim(paths: string[]): Promise<boolean> {
  const claimed: string[] = [];
  for (const path of paths) {
    try {
      await (await open(path, "wx")).close();
      claimed.push(path);
    } catch (error) {
      await Promise.all(claimed.map((each) => rm(each, { force: true })));
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  }
  return true;
}

/** Gives the files their names in `folder`, or numbered ones where others have them. */
async function moveTo(folder: string, files: { name: string; partPath: string }[]): Promise<string[]> {
  for (let number = 1; ; number++) {
    const paths = files.map(({ name }) => join(folder, number === 1 ? name : `${number}-${name}`));
    if (!(await claim(paths))) continue;
    try {
      for (const [index, { partPath }] of files.entries()) await rename(partPath, paths[index]!);
    } catch (error) {
      // The names that were claimed are empty files.
      await Promise.all(paths.map((path) => rm(path, { force: true })));
      throw error;
    }
    return paths;
  }
}

/** Takes away what is left in `folder` of copies that an earlier core could not finish. What is begun after the call stays. */
export async function removeParts(folder: string): Promise<void> {
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => /\.[\da-f-]+\.part$/.test(name)) : [];
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

/**
 * Copies the model in the files at `paths` (several for a split one) into `folder` and hashes it on the way. The copies have their names
 * only when they are whole; `path` is the first one's. `isWanted` is asked when the hash is known: without a yes the copy is thrown away,
 * and `copy` is null.
 */
export async function copyModel(paths: string[], folder: string, { signal, report, isWanted }: { signal: AbortSignal; report: (doneBytes: number, totalBytes: number) => void; isWanted: (sha256: string) => boolean }): Promise<{ original: HashedFile; copy: (HashedFile & { path: string }) | null }> {
  const files = paths.map((path) => ({ path, name: basename(path), partPath: join(folder, `${basename(path)}.${randomUUID()}.part`) }));
  const opened = new Map<string, FileHandle>();
  try {
    for (const { path, partPath } of files) opened.set(path, await open(partPath, "wx"));
    const original = await hashFiles(paths, { signal, report, onPiece: (piece, path) => opened.get(path)!.writeFile(piece) });
    if (!isWanted(original.sha256)) return { original, copy: null };
    for (const part of opened.values()) await part.sync();
    const [path] = await moveTo(folder, files);
    const times = await Promise.all([...opened.values()].map(async (part) => Math.round((await part.stat()).mtimeMs * 1000)));
    return { original, copy: { ...original, modifiedUs: timeOfParts(times), path: path! } };
  } catch (error) {
    throw fileFailure(error, join(folder, files[0]!.name));
  } finally {
    for (const part of opened.values()) await part.close();
    await Promise.all(files.map(({ partPath }) => rm(partPath, { force: true })));
  }
}
