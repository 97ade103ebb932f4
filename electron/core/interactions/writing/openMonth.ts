import { logMigrations } from "../../storage/log/migrations.ts";
import type { MigrationReport } from "../../storage/migrate.ts";
import { openDatabase, type Durability } from "../../storage/openDatabase.ts";
import { createBodyTable } from "../bodies/bodyTable.ts";
import { createMonthFeedback } from "../ingest/monthFeedback.ts";
import { createMonthIngest } from "../ingest/monthIngest.ts";
import { createMonthSpans } from "../ingest/monthSpans.ts";
import { createMonthRemover } from "./monthRemover.ts";
import { createMonthTagger } from "./monthTagger.ts";
import { createMonthWriter } from "./monthWriter.ts";
import type { Repeats } from "../bodies/repeats.ts";
import type { RunningTexts } from "./runningTexts.ts";
import { createSearchIndex } from "./searchIndex.ts";
import { createTagTable } from "./tagTable.ts";
import { createWalBound } from "./walBound.ts";

type Parts = { path: string; durability: Durability; repeats: Repeats; texts: RunningTexts; report: (migration: MigrationReport) => void };

/** The one write connection of a month, and all that writes through it. Throws what `openDatabase` throws. */
export function openMonth({ path, durability, repeats, texts, report }: Parts) {
  const db = openDatabase(path, logMigrations, durability, report);
  const bodies = createBodyTable(db);
  const shared = { db, bodies, tags: createTagTable(db), search: createSearchIndex(db) };
  const boundWal = createWalBound(db);
  return {
    db,
    writer: createMonthWriter({ ...shared, repeats, texts }),
    interactions: createMonthIngest({ ...shared, repeats }),
    spans: createMonthSpans(db),
    feedback: createMonthFeedback(db),
    remove: createMonthRemover(shared),
    tag: createMonthTagger(shared),
    /** All of it or nothing. */
    inTransaction<T>(work: () => T): T {
      const whole = db.transaction(() => {
        const result = work();
        bodies.beforeCommit();
        return result;
      });
      try {
        return whole.immediate();
      } catch (error) {
        bodies.afterRollback();
        throw error;
      } finally {
        boundWal();
      }
    },
  };
}
export type OpenMonth = ReturnType<typeof openMonth>;
