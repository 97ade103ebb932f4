import type { Database } from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { logMigrations } from "../storage/log/migrations.ts";
import { openDatabase, setDurability, type Durability } from "../storage/openDatabase.ts";
import { storageFailure } from "../storage/storageFailure.ts";
import { interruptRunning } from "./interruptRunning.ts";
import { monthPath, monthsOf } from "./logFiles.ts";
import { createMonthWriter } from "./monthWriter.ts";

/** Writes go to the current month; an import may go back and forth between a few. */
const openAtMost = 4;

/** What an earlier core left behind: how many rows that were running, and the paths of months that can't be read. */
export type Found = { interrupted: number; broken: string[] };
type OpenMonth = { db: Database; writer: ReturnType<typeof createMonthWriter> };

/** The write connections of the log's months, opened on demand; the one that was opened first is closed first. */
export function createOpenMonths(logFolder: string, durability: Durability) {
  const months = new Map<string, OpenMonth>();
  let current = durability;

  function interruptIn(path: string): number {
    const db = openDatabase(path, logMigrations, current);
    try {
      return interruptRunning(db);
    } finally {
      db.close();
    }
  }

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
    /** Ends what an earlier core left running, in every month; gives how many. A month before `thisMonth` that is broken is named, and left out. */
    interruptRunning(thisMonth: string): Found {
      const found: Found = { interrupted: 0, broken: [] };
      for (const month of monthsOf(logFolder)) {
        const path = monthPath(logFolder, month);
        try {
          found.interrupted += interruptIn(path);
        } catch (error) {
          const failure = storageFailure(error, path);
          if (month >= thisMonth || !(failure instanceof AppError) || failure.code !== "database-corrupt") throw failure;
          found.broken.push(path);
        }
      }
      return found;
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
