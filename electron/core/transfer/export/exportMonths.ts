import { existsSync } from "node:fs";
import { AppError } from "../../../../shared/errors.ts";
import { monthPath, monthsOf } from "../../interactions/logFiles.ts";
import { logMigrations } from "../../storage/log/migrations.ts";
import { openForReading } from "../../storage/openDatabase.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import type { Order } from "../../interactions/search/slices.ts";
import { createExportMonth, type ExportMonth } from "./exportMonth.ts";

/** The one that was asked longest ago is closed first. */
const openAtMost = 24;
const listedForMs = 1000;

/** An export's own reading connections to the months of the log, so that it keeps no page waiting. `onMissing` hears of a month that can't be read, or not to its end. */
export function createExportMonths(logFolder: string, onMissing: (month: string, why: string) => void) {
  const opened = new Map<string, ExportMonth>();
  const broken = new Set<string>();
  const withoutWaiting = new Set<string>();
  let list: string[] = [];
  let listedAt = -listedForMs;

  function of(name: string): ExportMonth | undefined {
    const there = opened.get(name);
    if (there) {
      opened.delete(name);
      opened.set(name, there);
      return there;
    }
    const path = monthPath(logFolder, name);
    if (broken.has(name) || !existsSync(path)) return undefined;
    try {
      return open(name, path);
    } catch (error) {
      const failure = storageFailure(error, path);
      if (!(failure instanceof AppError && failure.code === "database-corrupt")) throw failure;
      broken.add(name);
      onMissing(name, "can't be read; its interactions are missing");
      return undefined;
    }
  }

  /** Undefined for a file that the writer is still making. */
  function open(name: string, path: string): ExportMonth | undefined {
    const db = openForReading(path);
    try {
      if ((db.pragma("user_version", { simple: true }) as number) < logMigrations.length) {
        db.close();
        return undefined;
      }
      const month = createExportMonth(db);
      if (opened.size >= openAtMost) {
        const [oldest, unused] = opened.entries().next().value!;
        unused.close();
        opened.delete(oldest);
      }
      opened.set(name, month);
      return month;
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** Newest first; asked for each interaction, while months come and go once in a month. */
  function known(): string[] {
    if (performance.now() - listedAt >= listedForMs) {
      list = monthsOf(logFolder);
      listedAt = performance.now();
    }
    return list;
  }

  return {
    of,
    /** Their names. */
    names: (order: Order): string[] => (order === "newest-first" ? known() : known().toReversed()),
    /** Months in which something may be said of an interaction of the month `own`: that one, and those that hold feedback of what was not known then. */
    *withFeedback(own: string): Generator<ExportMonth> {
      for (const name of known()) {
        if (name !== own && withoutWaiting.has(name)) continue;
        const month = of(name);
        if (!month) continue;
        if (name === own || month.feedback.isWaiting()) yield month;
        else withoutWaiting.add(name);
      }
    },
    /** Lets go of months whose files were archived or deleted meanwhile, and tells of them. Between two pages only: what was read of a month may be asked on until then. */
    letGoOfGone(): void {
      for (const [name, month] of opened) {
        if (existsSync(monthPath(logFolder, name))) continue;
        month.close();
        opened.delete(name);
        onMissing(name, "was put away in the middle of the export; the rest of its interactions is missing");
      }
    },
    close(): void {
      for (const month of opened.values()) month.close();
      opened.clear();
    },
  };
}
export type ExportMonths = ReturnType<typeof createExportMonths>;
