import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import envPaths from "env-paths";
import { AppError } from "../../../shared/errors.ts";

/** Where everything is kept: `option` (`--data`), else `TAPEDECK_DATA`, else the platform's folder for a user's data. Absolute. Throws `bad-request`. */
export function dataFolderFor(option: string | undefined): string {
  // An unset variable in a script must not end in the user's own folder.
  if (option === "") throw new AppError("bad-request", "--data names no folder: it is empty.", { fix: "Give a folder, or leave --data out." });
  return resolve(option || process.env["TAPEDECK_DATA"] || envPaths("tapedeck", { suffix: "" }).data);
}

/** Makes the folder where it is missing. Throws `data-folder-unusable` where it can't be written. */
export function makeDataFolder(dataFolder: string): void {
  try {
    makeFolders(dataFolder);
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusableFolder(dataFolder, error);
  }
}

/** Step by step, because `recursive` never ends where a parent takes no folders but says that it isn't there (`/proc`). */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolders(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another command may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

export function unusableFolder(dataFolder: string, error: unknown): AppError {
  return new AppError("data-folder-unusable", `The data folder ${dataFolder} can't be used: ${(error as Error).message}.`, {
    fix: "Make it a folder that you may write, or choose another with --data DIR or TAPEDECK_DATA.",
    cause: error,
  });
}
