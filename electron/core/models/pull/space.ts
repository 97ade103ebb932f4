import { statfs } from "node:fs/promises";
import { AppError } from "../../../../shared/errors.ts";

/** Kept free, so that the log and the library can be written on after a pull. */
const spareBytes = 64 * 1024 * 1024;
/** Below this a pull that others took the space from stops. */
const leastBytes = 16 * 1024 * 1024;

const shown = (bytes: number) => (bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`);

async function freeBytesIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Throws `disk-full`, with both numbers, where `neededBytes` more do not fit beside what must stay free. */
export async function checkSpaceBefore(folder: string, neededBytes: number): Promise<void> {
  const freeBytes = await freeBytesIn(folder);
  if (freeBytes >= neededBytes + spareBytes) return;
  throw new AppError("disk-full", `The model does not fit: it needs ${shown(neededBytes)} more, and ${shown(freeBytes)} are free in ${folder}, of which ${shown(spareBytes)} must stay free.`, {
    fix: "Free some space and pull again.",
    details: { neededBytes, freeBytes, spareBytes },
  });
}

/** Throws `disk-full` where the disk has become full meanwhile. */
export async function checkSpaceMeanwhile(folder: string): Promise<void> {
  const freeBytes = await freeBytesIn(folder);
  if (freeBytes >= leastBytes) return;
  throw new AppError("disk-full", `The disk has become full: ${shown(freeBytes)} are free in ${folder}, and ${shown(leastBytes)} must stay free.`, {
    fix: "Free some space and pull again: it goes on where it stopped.",
    details: { freeBytes, leastBytes },
  });
}
