import type { Database } from "better-sqlite3";
import type { IdSpan } from "../idSpan.ts";
import { isEverything, type ListWhere } from "../listWhere.ts";
import { rowColumns, type InteractionRow } from "../rows.ts";
import { pieces } from "./pieces.ts";
import type { CheckWanted, Order } from "./slices.ts";

/** The page of a list that is not narrowed. */
export const plainListSql = (order: Order): string => `SELECT ${rowColumns} FROM interactions WHERE id >= @from AND id < @to ORDER BY id ${order === "newest-first" ? "DESC" : "ASC"} LIMIT @limit`;
/** Of a month that holds nothing but what ended, and what runs. */
const totalSql = "SELECT (SELECT coalesce(sum(rows), 0) FROM tallies) + (SELECT count(*) FROM interactions WHERE status = 'running')";

/** Finding and counting in one month. Everything long stops with what `checkWanted` throws. */
export function createMonthSearch(db: Database) {
  const plain = { "newest-first": db.prepare<[IdSpan & { limit: number }], InteractionRow>(plainListSql("newest-first")), "oldest-first": db.prepare<[IdSpan & { limit: number }], InteractionRow>(plainListSql("oldest-first")) };
  const total = db.prepare<[], number>(totalSql).pluck();

  return {
    /** At most `limit` rows within `where.ids`. */
    find(where: ListWhere, order: Order, limit: number, checkWanted: CheckWanted): InteractionRow[] {
      if (where.sql === "1" && where.phrases === null) return plain[order].all({ ...where.ids, limit });
      const found: InteractionRow[] = [];
      for (const { source, values } of pieces(db, where, order, checkWanted)) {
        const sql = `SELECT ${rowColumns} ${source} ORDER BY id ${order === "newest-first" ? "DESC" : "ASC"} LIMIT @limit`;
        found.push(...db.prepare<[object], InteractionRow>(sql).all({ ...values, limit: limit - found.length }));
        if (found.length >= limit) break;
      }
      return found;
    },
    count(where: ListWhere, checkWanted: CheckWanted): number {
      if (isEverything(where)) return total.get()!;
      let counted = 0;
      for (const { source, values } of pieces(db, where, "newest-first", checkWanted)) counted += db.prepare<[object], number>(`SELECT count(*) ${source}`).pluck().get(values)!;
      return counted;
    },
  };
}
