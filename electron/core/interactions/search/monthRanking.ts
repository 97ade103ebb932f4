import type { ListWhere } from "../filter/listWhere.ts";
import type { Phrases } from "../filter/phrases.ts";
import { rowColumns, type InteractionRow } from "../reading/rows.ts";
import { matchOf } from "./matchOf.ts";
import type { Queries } from "./queries.ts";

export type RankedRow = { row: InteractionRow; score: number };
type Hit = { key: number; score: number };

const matches = "interaction_text MATCH @match";
/** A hit's score is bm25's, which is the less, the better it fits. */
export const scoresSql = `SELECT rowid AS key, bm25(interaction_text) AS score FROM interaction_text WHERE ${matches} AND rowid >= @oldest`;
const oldestSql = `SELECT rowid FROM interaction_text WHERE ${matches} ORDER BY rowid DESC LIMIT 1 OFFSET @limit`;

/** Full text's own order in one month. */
export function createMonthRanking(queries: Queries) {
  return {
    /** The best `limit` of those of the last `among` hits written that meet the rest of `where`, and how many hits were ranked. */
    rank(where: ListWhere & { phrases: Phrases }, limit: number, among: number): { rows: RankedRow[]; among: number; isWhole: boolean } {
      const { phrases, sql, values, ids } = where;
      const match = matchOf(queries, phrases);
      const beyond = queries.value<number>(oldestSql, { match, limit: among });
      const hits = queries.rows<Hit>(scoresSql, { match, oldest: BigInt(beyond === undefined ? 0 : beyond + 1) }).sort((a, b) => a.score - b.score || b.key - a.key);
      const rowSql = `SELECT ${rowColumns} FROM interactions WHERE key = @key AND id >= @from AND id < @to AND (${sql})`;
      const rows: RankedRow[] = [];
      for (const { key, score } of hits) {
        if (rows.length >= limit) break;
        const row = queries.row<InteractionRow>(rowSql, { ...values, ...ids, key });
        if (row) rows.push({ row, score });
      }
      return { rows, among: hits.length, isWhole: beyond === undefined };
    },
  };
}
