import { statSync } from "node:fs";
import { openForReading } from "../../storage/openDatabase.ts";
import { archivedMonthsOf, archivePath, monthPath, monthsOf } from "../logFiles.ts";

/** One month of the log. `rows` null: it can't be read. */
export type LogMonth = { month: string; state: "open" | "archived"; rows: number | null; sizeBytes: number };

/** All months of the log with what they hold and take, newest first. Looks through an index of each. */
export function countMonths(logFolder: string): LogMonth[] {
  const open = monthsOf(logFolder).map((month): LogMonth => ({ month, state: "open", ...contents(monthPath(logFolder, month)) }));
  const archived = archivedMonthsOf(logFolder).map((month): LogMonth => ({ month, state: "archived", ...contents(archivePath(logFolder, month)) }));
  return [...open, ...archived].sort((a, b) => (a.month < b.month ? 1 : -1));
}

function contents(path: string): Pick<LogMonth, "rows" | "sizeBytes"> {
  const sizeBytes = ["", "-wal"].reduce((sum, companion) => sum + (statSync(`${path}${companion}`, { throwIfNoEntry: false })?.size ?? 0), 0);
  try {
    const db = openForReading(path);
    try {
      return { sizeBytes, rows: db.prepare<[], number>("SELECT count(*) FROM interactions").pluck().get()! };
    } finally {
      db.close();
    }
  } catch {
    return { sizeBytes, rows: null };
  }
}
