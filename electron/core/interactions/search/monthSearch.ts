import { isEverything, type ListWhere } from "../filter/listWhere.ts";
import { rowColumns, type InteractionRow } from "../reading/rows.ts";
import { pieces } from "./pieces.ts";
import type { Queries } from "./queries.ts";
import type { CheckWanted, Order } from "./slices.ts";

/** The page of a list that is not narrowed. */
export const plainListSql = (order: Order): string => `SELECT ${rowColumns} FROM interactions WHERE id >= @from AND id < @to ORDER BY id ${order === "newest-first" ? "DESC" : "ASC"} LIMIT @limit`;
/** Of a month that holds nothing but what ended, and what runs. */
const totalSql = "SELECT (SELECT coalesce(sum(rows), 0) FROM tallies) + (SELECT count(*) FROM interactions WHERE status = 'running')";

/** Finding and counting in one month. Everything long stops with what `checkWanted` throws. */
export function createMonthSearch(queries: Queries) {
  return {
    /** At most `limit` rows within `where.ids`. */
    find(where: ListWhere, order: Order, limit: number, checkWanted: CheckWanted): InteractionRow[] {
      if (where.sql === "1" && where.phrases === null) return queries.rows(plainListSql(order), { ...where.ids, limit });
      const found: InteractionRow[] = [];
      for (const { source, values } of pieces(queries, where, order, checkWanted)) {
        const sql = `SELECT ${rowColumns} ${source} ORDER BY id ${order === "newest-first" ? "DESC" : "ASC"} LIMIT @limit`;
        found.push(...queries.rows<InteractionRow>(sql, { ...values, limit: limit - found.length }));
        if (found.length >= limit) break;
      }
      return found;
    },
    count(where: ListWhere, checkWanted: CheckWanted): number {
      if (isEverything(where)) return queries.value<number>(totalSql)!;
      let counted = 0;
      for (const { source, values } of pieces(queries, where, "newest-first", checkWanted)) counted += queries.value<number>(`SELECT count(*) ${source}`, values)!;
      return counted;
    },
  };
}
