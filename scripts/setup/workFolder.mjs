import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./children.mjs";

/**
 * An empty folder of this process alone, in `parent`, for work that is moved into its place when it is done. What processes left
 * there that were killed is removed.
 */
export function openWorkFolder(parent) {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const pid = Number(/^work-(\d+)$/.exec(name)?.[1]);
    if (pid && (pid === process.pid || !isAlive(pid))) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `work-${process.pid}`);
  mkdirSync(folder);
  return folder;
}
