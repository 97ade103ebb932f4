import { mkdir, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { hashFile, type HashedFile } from "./hashFile.ts";
import { fileFailure } from "./openRegularFile.ts";

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

async function freePath(folder: string, fileName: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? fileName : `${number}-${fileName}`);
    if (!(await stat(path).catch(() => null))) return path;
  }
}

/** Takes away what is left in `folder` of copies that an earlier core could not finish. */
export async function removeParts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => /\.\d+\.part$/.test(name) && !name.endsWith(`.${process.pid}.part`));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

/**
 * Copies the file at `path` into `folder` and hashes it on the way. The copy has its name only when it is whole. `isWanted` is asked
 * when the hash is known: without a yes the copy is thrown away, and `copy` is null.
 */
export async function copyModel(path: string, folder: string, { signal, report, isWanted }: { signal: AbortSignal; report: (doneBytes: number, totalBytes: number) => void; isWanted: (sha256: string) => boolean }): Promise<{ original: HashedFile; copy: (HashedFile & { path: string }) | null }> {
  const target = await freePath(folder, basename(path));
  const partPath = `${target}.${process.pid}.part`;
  const part = await open(partPath, "wx");
  try {
    const original = await hashFile(path, { signal, report, onPiece: (piece) => part.writeFile(piece) });
    if (!isWanted(original.sha256)) return { original, copy: null };
    await part.sync();
    await rename(partPath, target);
    const { mtimeMs } = await part.stat();
    return { original, copy: { ...original, modifiedUs: Math.round(mtimeMs * 1000), path: target } };
  } catch (error) {
    throw fileFailure(error, target);
  } finally {
    await part.close();
    await rm(partPath, { force: true });
  }
}
