import { existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { carryDeeds, noteDeed } from "../audit/noteDeed.ts";
import { runTask } from "../thread/runTask.ts";
import { completeRestore, decideRestore, stagingName } from "./completeRestore.ts";
import type { RestoreProgress } from "./stageRestore.ts";

type Parts = { entry: string; path: string; dataFolder: string; now: () => number; report?: (progress: RestoreProgress) => void; signal: AbortSignal };

/**
 * Restores a backup over a data folder that the caller owns and nothing of which is open. What was there lies in the folder that it gives
 * afterwards (null: nothing was there); until the last moment nothing of it is touched, and a restore that was cut off is completed at the next start.
 */
export async function restoreOver({ entry, path, dataFolder, now, report, signal }: Parts): Promise<string | null> {
  const staging = join(dataFolder, stagingName);
  try {
    for await (const progress of runTask(entry, "stageRestore", { path, staging }, signal)) report?.(progress);
  } catch (error) {
    // A thread that was ended tidies nothing up.
    rmSync(staging, { recursive: true, force: true });
    throw error;
  }
  const aside = decideRestore(dataFolder, new Date(now()));
  completeRestore(dataFolder);
  carryDeeds(aside, dataFolder);
  noteDeed(dataFolder, { via: "command", action: "restore", details: { path, note: `what was there lies in ${basename(aside)}` } }, now);
  return existsSync(aside) ? aside : null;
}
