import { randomUUID } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, open, rename, rm, statfs } from "node:fs/promises";
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

/** Gives the file at `partPath` its name in `folder`, or a numbered one where another has it: that one is never overwritten. */
async function moveTo(folder: string, fileName: string, partPath: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? fileName : `${number}-${fileName}`);
    try {
      await (await open(path, "wx")).close();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw error;
    }
    await rename(partPath, path);
    return path;
  }
}

/** Takes away what is left in `folder` of copies that an earlier core could not finish. What is begun after the call stays. */
export async function removeParts(folder: string): Promise<void> {
  const left = existsSync(folder) ? readdirSync(folder).filter((name) => /\.[\da-f-]+\.part$/.test(name)) : [];
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

/**
 * Copies the file at `path` into `folder` and hashes it on the way. The copy has its name only when it is whole. `isWanted` is asked
 * when the hash is known: without a yes the copy is thrown away, and `copy` is null.
 */
export async function copyModel(path: string, folder: string, { signal, report, isWanted }: { signal: AbortSignal; report: (doneBytes: number, totalBytes: number) => void; isWanted: (sha256: string) => boolean }): Promise<{ original: HashedFile; copy: (HashedFile & { path: string }) | null }> {
  const fileName = basename(path);
  const partPath = join(folder, `${fileName}.${randomUUID()}.part`);
  const part = await open(partPath, "wx");
  try {
    const original = await hashFile(path, { signal, report, onPiece: (piece) => part.writeFile(piece) });
    if (!isWanted(original.sha256)) return { original, copy: null };
    await part.sync();
    const target = await moveTo(folder, fileName, partPath);
    const { mtimeMs } = await part.stat();
    return { original, copy: { ...original, modifiedUs: Math.round(mtimeMs * 1000), path: target } };
  } catch (error) {
    throw fileFailure(error, join(folder, fileName));
  } finally {
    await part.close();
    await rm(partPath, { force: true });
  }
}
