import { stat } from "node:fs/promises";

/** One time for several files, in microseconds: the mean of theirs, which moves when any of them does. */
export const timeOfParts = (modifiedUs: number[]): number => Math.round(modifiedUs.reduce((sum, each) => sum + each / modifiedUs.length, 0));

/** Size and time of the files at `paths` together; null when one of them is not there. */
export async function statParts(paths: string[]): Promise<{ sizeBytes: number; modifiedUs: number; areFiles: boolean } | null> {
  const seen = await Promise.all(paths.map((path) => stat(path).catch(() => null)));
  const there = seen.filter((each) => each !== null);
  if (there.length < paths.length) return null;
  return {
    sizeBytes: there.reduce((sum, { size }) => sum + size, 0),
    modifiedUs: timeOfParts(there.map(({ mtimeMs }) => Math.round(mtimeMs * 1000))),
    areFiles: there.every((each) => each.isFile()),
  };
}
