import type { Database } from "better-sqlite3";
import { logMigrations } from "../storage/log/migrations.ts";
import { openDatabase, setDurability, type Durability } from "../storage/openDatabase.ts";
import { interruptRunning } from "./interruptRunning.ts";
import { monthPath, monthsOf } from "./logFiles.ts";
import { createMonthWriter } from "./monthWriter.ts";

/** Writes go to the current month; an import may go back and forth between a few. */
const openAtMost = 4;

type OpenMonth = { db: Database; writer: ReturnType<typeof createMonthWriter> };

/** The write connections of the log's months, opened on demand; the one that was opened first is closed first. */
export function createOpenMonths(logFolder: string, durability: Durability) {
  const months = new Map<string, OpenMonth>();
  let current = durability;

  return {
    get(month: string): OpenMonth {
      const known = months.get(month);
      if (known) return known;
      const db = openDatabase(monthPath(logFolder, month), logMigrations, current);
      const opened = { db, writer: createMonthWriter(db) };
      months.set(month, opened);
      const [oldest] = months;
      if (months.size > openAtMost) {
        oldest![1].db.close();
        months.delete(oldest![0]);
      }
      return opened;
    },
    /** Ends what an earlier core left running, in every month; gives how many. */
    interruptRunning(): number {
      let interrupted = 0;
      for (const month of monthsOf(logFolder)) {
        const db = openDatabase(monthPath(logFolder, month), logMigrations, current);
        try {
          interrupted += interruptRunning(db);
        } finally {
          db.close();
        }
      }
      return interrupted;
    },
    setDurability(next: Durability): void {
      current = next;
      for (const { db } of months.values()) setDurability(db, next);
    },
    close(): void {
      for (const { db } of months.values()) db.close();
      months.clear();
    },
  };
}
