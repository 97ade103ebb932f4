import { resolve } from "node:path";
import envPaths from "env-paths";

/** Where everything is kept: `option` (`--data`), else `TAPEDECK_DATA`, else the platform's folder for a user's data. Absolute. */
export function dataFolderFor(option: string | undefined): string {
  return resolve(option || process.env["TAPEDECK_DATA"] || envPaths("tapedeck", { suffix: "" }).data);
}
