import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { archivedMonthsOf, monthsOf } from "../../interactions/logFiles.ts";

/** What a backup holds, from the data folder, with `/`. The small database comes first: what it names of the log is then in the log's files. */
export function backedUpFiles(dataFolder: string): string[] {
  const logFolder = join(dataFolder, "log");
  const main = existsSync(join(dataFolder, "tapedeck.sqlite")) ? ["tapedeck.sqlite"] : [];
  const months = monthsOf(logFolder).map((month) => `log/${month}.sqlite`);
  const archived = archivedMonthsOf(logFolder).map((month) => `log/archive/${month}.sqlite`);
  return [...main, ...archived.reverse(), ...months.reverse()];
}

/** What lies in the data folder beside that: models, which can be fetched again, and what only a running Tapedeck needs. */
export function leftOutOf(dataFolder: string): string[] {
  const isOurs = (name: string) => name === "log" || /^(?:tapedeck|owner)\.sqlite(?:-wal|-shm)?$|^owner\.json/.test(name);
  return readdirSync(dataFolder).filter((name) => !isOurs(name)).sort();
}

export const sizeOf = (path: string): number => ["", "-wal"].reduce((sum, companion) => sum + (statSync(path + companion, { throwIfNoEntry: false })?.size ?? 0), 0);
