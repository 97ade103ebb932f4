import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { storageFailure } from "../storage/storageFailure.ts";

export const monthPath = (logFolder: string, month: string): string => join(logFolder, `${month}.sqlite`);
/** Where a month lies that was put away. */
export const archivePath = (logFolder: string, month: string): string => join(logFolder, "archive", `${month}.sqlite`);
export const isArchived = (logFolder: string, month: string): boolean => !existsSync(monthPath(logFolder, month)) && existsSync(archivePath(logFolder, month));

/** The months that have a file, newest first. */
export const monthsOf = (logFolder: string): string[] => monthsIn(logFolder);
/** The months that were put away, newest first. */
export const archivedMonthsOf = (logFolder: string): string[] => monthsIn(join(logFolder, "archive"));

function monthsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
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
