import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Where a restore over a data folder puts what is to come, until all of it is there. */
export const stagingName = "restore-unfinished";
const journalName = "restore.json";
const Journal = z.object({ aside: z.string().regex(/^before-restore-[\w-]+$/) });
/** What a restore replaces, companions first: beside another database they would be taken for its own. */
const replaced = ["tapedeck.sqlite-wal", "tapedeck.sqlite-shm", "tapedeck.sqlite", "log"];

/** Decides a restore: from here on it is completed, now or at the next start, whatever happens. Gives the folder of what was there before. */
export function decideRestore(dataFolder: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  let aside = `before-restore-${stamp}`;
  for (let n = 2; existsSync(join(dataFolder, aside)); n++) aside = `before-restore-${stamp}-${n}`;
  writeFileSync(join(dataFolder, `${journalName}.new`), JSON.stringify({ aside }));
  renameSync(join(dataFolder, `${journalName}.new`), join(dataFolder, journalName));
  return join(dataFolder, aside);
}

/**
 * Puts a decided restore in place: what was there goes aside, what was staged comes in. Each step is one renaming, and it goes on where
 * it was cut off. Call it as the owner of the folder, before anything in it is opened; it does nothing where nothing was decided.
 */
export function completeRestore(dataFolder: string): void {
  const journal = join(dataFolder, journalName);
  if (!existsSync(journal)) return;
  const { aside } = Journal.parse(JSON.parse(readFileSync(journal, "utf8")));
  const staging = join(dataFolder, stagingName);
  mkdirSync(join(dataFolder, aside), { recursive: true, mode: 0o700 });
  const comes = existsSync(staging) ? new Set(readdirSync(staging)) : new Set<string>();
  for (const name of replaced) {
    const isReplaced = comes.has(name) || (name.startsWith("tapedeck.sqlite-") && comes.has("tapedeck.sqlite"));
    if (isReplaced && existsSync(join(dataFolder, name))) renameSync(join(dataFolder, name), join(dataFolder, aside, name));
    if (comes.has(name)) renameSync(join(staging, name), join(dataFolder, name));
  }
  rmSync(staging, { recursive: true, force: true });
  rmSync(journal);
  if (readdirSync(join(dataFolder, aside)).length === 0) rmSync(join(dataFolder, aside), { recursive: true });
}
