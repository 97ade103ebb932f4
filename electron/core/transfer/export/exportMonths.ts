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

/** An export's own reading connections to the months of the log, so that it keeps no page waiting. `onBroken` hears of a month that can't be read, once. */
export function createExportMonths(logFolder: string, onBroken: (month: string) => void) {
  const opened = new Map<string, ExportMonth>();
  const broken = new Set<string>();
  const withoutFeedback = new Set<string>();
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
      onBroken(name);
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
    /** Months in which someone said something of an interaction: that may lie in any month. */
    *withFeedback(): Generator<ExportMonth> {
      for (const name of known()) {
        if (withoutFeedback.has(name)) continue;
        const month = of(name);
        if (!month) continue;
        if (month.feedback.hasAny()) yield month;
        else withoutFeedback.add(name);
      }
    },
    close(): void {
      for (const month of opened.values()) month.close();
      opened.clear();
    },
  };
}
export type ExportMonths = ReturnType<typeof createExportMonths>;
