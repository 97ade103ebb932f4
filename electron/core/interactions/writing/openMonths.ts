import { AppError } from "../../../../shared/errors.ts";
import { logMigrations } from "../../storage/log/migrations.ts";
import type { MigrationReport } from "../../storage/migrate.ts";
import { openDatabase, setDurability, type Durability } from "../../storage/openDatabase.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import { interruptRunning } from "./interruptRunning.ts";
import { isArchived, monthPath, monthsOf } from "../logFiles.ts";
import { archiveMonth, dropMonth, restoreMonth } from "../moveMonth.ts";
import { openMonth, type OpenMonth } from "./openMonth.ts";
import { createRepeats } from "../bodies/repeats.ts";
import { createRunningTexts } from "./runningTexts.ts";

/** Writes go to the current month; an import may go back and forth between a few. */
const openAtMost = 6;

/** What an earlier core left behind: how many rows that were running, the paths of months that can't be read, and why of each. */
export type Found = { interrupted: number; broken: string[]; reasons: string[] };

type Parts = { logFolder: string; durability: Durability; report: (migration: MigrationReport) => void };

/** The write connections of the log's months, opened on demand; the one that was used longest ago is closed first. */
export function createOpenMonths({ logFolder, durability, report }: Parts) {
  const months = new Map<string, OpenMonth>();
  const repeats = createRepeats();
  const texts = createRunningTexts();
  let current = durability;

  function interruptIn(path: string): number {
    const db = openDatabase(path, logMigrations, current, report);
    try {
      return interruptRunning(db);
    } finally {
      db.close();
    }
  }

  function close(month: string): void {
    months.get(month)?.db.close();
    months.delete(month);
  }

  return {
    /** Throws `month-archived` for one that was put away: whether a row came before can't be told there. */
    get(month: string): OpenMonth {
      const known = months.get(month);
      if (known) {
        if (months.size > 1) {
          months.delete(month);
          months.set(month, known);
        }
        return known;
      }
      if (isArchived(logFolder, month)) throw new AppError("month-archived", `${month} is archived, so nothing is written there.`, { fix: "Restore it first.", details: { month } });
      const opened = openMonth({ path: monthPath(logFolder, month), durability: current, repeats, texts, report });
      months.set(month, opened);
      if (months.size > openAtMost) close(months.keys().next().value!);
      return opened;
    },
    isOpen: (month: string) => months.has(month),
    has: (month: string) => months.has(month) || monthsOf(logFolder).includes(month),
    /** Newest first. */
    names: () => monthsOf(logFolder),
    /** Ends what an earlier core left running, in every month; gives how many. A month before `thisMonth` that is broken is named, and left out. */
    interruptRunning(thisMonth: string): Found {
      const found: Found = { interrupted: 0, broken: [], reasons: [] };
      for (const month of monthsOf(logFolder)) {
        const path = monthPath(logFolder, month);
        try {
          found.interrupted += interruptIn(path);
        } catch (error) {
          const failure = storageFailure(error, path);
          if (month >= thisMonth || !(failure instanceof AppError) || failure.code !== "database-corrupt") throw failure;
          found.broken.push(path);
          found.reasons.push(failure.message);
        }
      }
      return found;
    },
    /** Readers have let go of the file. */
    archive(month: string): void {
      close(month);
      archiveMonth(logFolder, month);
    },
    /** It may be of a version before. */
    restore(month: string): void {
      restoreMonth(logFolder, month);
      openDatabase(monthPath(logFolder, month), logMigrations, current, report).close();
    },
    drop(month: string): void {
      close(month);
      dropMonth(logFolder, month);
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
export type OpenMonths = ReturnType<typeof createOpenMonths>;
