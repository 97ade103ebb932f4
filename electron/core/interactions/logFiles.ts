import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { storageFailure } from "../storage/storageFailure.ts";

export const monthPath = (logFolder: string, month: string): string => join(logFolder, `${month}.sqlite`);

/** The months that have a file, newest first. */
export function monthsOf(logFolder: string): string[] {
  if (!existsSync(logFolder)) return [];
  return readdirSync(logFolder)
    .flatMap((name) => /^(\d{4}-\d{2})\.sqlite$/.exec(name)?.[1] ?? [])
    .sort()
    .reverse();
}

/** Throws `data-folder-unusable`. */
export function makeLogFolder(dataFolder: string): string {
  const folder = join(dataFolder, "log");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw storageFailure(error, folder);
  }
  return folder;
}
