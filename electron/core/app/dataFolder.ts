import { accessSync, constants, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import envPaths from "env-paths";
import { AppError } from "../../../shared/errors.ts";

/** Where everything is kept: `option` (`--data`), else `TAPEDECK_DATA`, else the platform's folder for a user's data. Absolute. */
export function dataFolderFor(option: string | undefined): string {
  return resolve(option || process.env["TAPEDECK_DATA"] || envPaths("tapedeck", { suffix: "" }).data);
}

/** Makes the folder where it is missing. Throws `data-folder-unusable` where it can't be written. */
export function makeDataFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusableFolder(dataFolder, error);
  }
}

export function unusableFolder(dataFolder: string, error: unknown): AppError {
  return new AppError("data-folder-unusable", `The data folder ${dataFolder} can't be used: ${(error as Error).message}.`, {
    fix: "Make it a folder that you may write, or choose another with --data DIR or TAPEDECK_DATA.",
    cause: error,
  });
}
