import { existsSync } from "node:fs";
import { AppError } from "../../../../shared/errors.ts";
import { explainFailures } from "../../storage/explainFailures.ts";
import { logMigrations } from "../../storage/log/migrations.ts";
import { openForReading } from "../../storage/openDatabase.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import { monthPath, monthsOf } from "../logFiles.ts";
import { createMonthReader, type MonthReader } from "./monthReader.ts";

const openAtMost = 12;

/** The reading connections to the log's months, opened on demand; the one that was opened first is closed first. */
export function createReadableMonths(logFolder: string) {
  const opened = new Map<string, { reader: MonthReader }>();
  /** As if they were not there, while their files are moved. */
  const held = new Set<string>();

  /** Undefined where the file can't be read: of such a month the person was told when the log was opened. */
  function sound(month: string): MonthReader | undefined {
    try {
      return readerOf(month);
    } catch (error) {
      if (error instanceof AppError && error.code === "database-corrupt") return undefined;
      throw error;
    }
  }

  /** Undefined where there is no file, or the writer is still making it. Throws `database-corrupt`. */
  function readerOf(month: string): MonthReader | undefined {
    const known = opened.get(month);
    if (known) return known.reader;
    const path = monthPath(logFolder, month);
    if (held.has(month) || !existsSync(path)) return undefined;
    const db = openForReading(path);
    try {
      if ((db.pragma("user_version", { simple: true }) as number) < logMigrations.length) {
        db.close();
        return undefined;
      }
      const reader = explainFailures(createMonthReader(db), path);
      opened.set(month, { reader });
      const [oldest] = opened;
      if (opened.size > openAtMost) {
        oldest![1].reader.close();
        opened.delete(oldest![0]);
      }
      return reader;
    } catch (error) {
      db.close();
      throw storageFailure(error, path);
    }
  }

  return {
    of: readerOf,
    /** Lets go of a month's file, which is about to be moved, until that is done. */
    letGo(month: string, isHeld: boolean): void {
      opened.get(month)?.reader.close();
      opened.delete(month);
      if (isHeld) held.add(month);
      else held.delete(month);
    },
    /** A month is opened when it is come to, and may be closed when the next ones are. `isWanted` sees its name, as `2026-11`. */
    *newestFirst(isWanted: (month: string) => boolean = () => true): Generator<MonthReader> {
      for (const month of monthsOf(logFolder)) {
        const reader = isWanted(month) ? sound(month) : undefined;
        if (reader) yield reader;
      }
    },
    /** The same with their names, in either order. */
    *named(isWanted: (month: string) => boolean = () => true, order: "newest-first" | "oldest-first" = "newest-first"): Generator<{ month: string; reader: MonthReader }> {
      const months = monthsOf(logFolder).filter(isWanted);
      for (const month of order === "newest-first" ? months : months.reverse()) {
        const reader = sound(month);
        if (reader) yield { month, reader };
      }
    },
    close(): void {
      for (const { reader } of opened.values()) reader.close();
    },
  };
}
export type ReadableMonths = ReturnType<typeof createReadableMonths>;
