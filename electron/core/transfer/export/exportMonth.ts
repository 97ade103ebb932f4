import type { Database } from "better-sqlite3";
import type { IdSpan } from "../../interactions/filter/idSpan.ts";
import { bothSpans } from "../../interactions/filter/idSpan.ts";
import type { ListWhere } from "../../interactions/filter/listWhere.ts";
import { createMonthReader } from "../../interactions/reading/monthReader.ts";
import { rowColumns, type InteractionRow } from "../../interactions/reading/rows.ts";
import type { CheckWanted, Order } from "../../interactions/search/slices.ts";
import { createMonthFeedback } from "./monthFeedback.ts";
import { createMonthSpans } from "./monthSpans.ts";
import type { Selected } from "./selected.ts";

/** All of one interaction that lies in its own month. */
export type StoredInteraction = Omit<Selected, "feedback">;

/** Of one question, in one month. */
export const samePromptSql = `SELECT ${rowColumns} FROM interactions WHERE prompt_hash = @hash ORDER BY id DESC LIMIT 1000`;

/** What an export reads of one month. No statement stays open between two calls, so the write-ahead log is never kept from being reset. */
export function createExportMonth(db: Database) {
  const reader = createMonthReader(db);
  const samePrompt = db.prepare<{ hash: Buffer }, InteractionRow>(samePromptSql);
  const promptHash = db.prepare<[string], Buffer | null>("SELECT prompt_hash FROM interactions WHERE id = ?").pluck();
  return {
    feedback: createMonthFeedback(db),
    spans: createMonthSpans(db),
    /** The next rows that are meant, of those within `rest`. */
    rows: (where: ListWhere, rest: IdSpan, order: Order, limit: number, checkWanted: CheckWanted): InteractionRow[] => reader.find({ ...where, ids: bothSpans(where.ids, rest) }, order, limit, checkWanted),
    stored: (row: InteractionRow): StoredInteraction => ({ interaction: reader.whole(row), raw: () => reader.bytes(row.id, "request"), original: () => reader.bytes(row.id, "raw") }),
    promptHash: (id: string): Buffer | null => promptHash.get(id) ?? null,
    /** Interactions with the same messages, newest first. */
    samePrompt: (hash: Buffer): InteractionRow[] => samePrompt.all({ hash }),
    close: reader.close,
  };
}
export type ExportMonth = ReturnType<typeof createExportMonth>;
