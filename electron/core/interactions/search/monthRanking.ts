import type { Database } from "better-sqlite3";
import type { ListWhere } from "../listWhere.ts";
import type { Phrases } from "../phrases.ts";
import { rowColumns, type InteractionRow } from "../rows.ts";
import { matchOf } from "./matchOf.ts";

export type RankedRow = { row: InteractionRow; score: number };
type Hit = { key: number; score: number };

const matches = "interaction_text MATCH @match";
/** A hit's score is bm25's, which is the less, the better it fits. */
export const scoresSql = `SELECT rowid AS key, bm25(interaction_text) AS score FROM interaction_text WHERE ${matches} AND rowid >= @oldest`;

/** Full text's own order in one month. */
export function createMonthRanking(db: Database) {
  const oldestOf = db.prepare<{ match: string; limit: number }, number>(`SELECT rowid FROM interaction_text WHERE ${matches} ORDER BY rowid DESC LIMIT 1 OFFSET @limit`).pluck();
  const scores = db.prepare<{ match: string; oldest: bigint }, Hit>(scoresSql);
  return {
    /** The best `limit` of those of the last `among` hits written that meet the rest of `where`, and how many hits were ranked. */
    rank(where: ListWhere & { phrases: Phrases }, limit: number, among: number): { rows: RankedRow[]; among: number; isWhole: boolean } {
      const { phrases, sql, values, ids } = where;
      const match = matchOf(db, phrases);
      const beyond = oldestOf.get({ match, limit: among });
      const hits = scores.all({ match, oldest: BigInt(beyond === undefined ? 0 : beyond + 1) }).sort((a, b) => a.score - b.score || b.key - a.key);
      const rowOf = db.prepare<[object], InteractionRow>(`SELECT ${rowColumns} FROM interactions WHERE key = @key AND id >= @from AND id < @to AND (${sql})`);
      const rows: RankedRow[] = [];
      for (const { key, score } of hits) {
        if (rows.length >= limit) break;
        const row = rowOf.get({ ...values, ...ids, key });
        if (row) rows.push({ row, score });
      }
      return { rows, among: hits.length, isWhole: beyond === undefined };
    },
  };
}
