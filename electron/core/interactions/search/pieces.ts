import type { IdSpan } from "../filter/idSpan.ts";
import type { ListWhere } from "../filter/listWhere.ts";
import { matchOf } from "./matchOf.ts";
import type { Queries } from "./queries.ts";
import { allRows } from "./walk.ts";
import { slices, type CheckWanted, type Order } from "./slices.ts";

/** `FROM … WHERE …` over rows of one month, whose ids are in the index's order, with its values. */
export type Piece = { source: string; values: object };

/** Up to this many hits of full text are looked up one by one and sorted; with more, rows are walked until enough of them are hits. */
const sortedHits = 2000;
/** Keys that lie further apart than this many times their number are asked for one by one. */
const sparseFrom = 50;

const hits = "SELECT rowid FROM interaction_text WHERE interaction_text MATCH @match";

/**
 * All rows of a month that are asked for, a piece at a time, newest or oldest first. Full text is asked for the keys of a slice alone:
 * its own order is that of writing, which is not that of time where history was imported.
 */
export function* pieces(queries: Queries, where: ListWhere, order: Order, checkWanted: CheckWanted): Generator<Piece> {
  const { sql, phrases, walk, ids } = where;
  const match = phrases === null ? null : matchOf(queries, phrases);
  const values = { ...where.values, match };
  const few = match === null ? null : fewHits(queries, match);
  if (few !== null) {
    const source = `FROM interactions NOT INDEXED WHERE key IN (SELECT value FROM json_each(@keys)) AND id >= @from AND id < @to AND (${sql})`;
    if (few.length > 0) yield { source, values: { ...values, ...ids, keys: JSON.stringify(few) } };
    return;
  }
  for (const span of slices(queries, where, order, checkWanted)) {
    const inSpan = `FROM ${walk.rows} WHERE ${walk.met} AND id >= @from AND id < @to`;
    if (match === null) yield { source: `${inSpan} AND (${sql})`, values: { ...values, ...span } };
    else {
      const keys = keysOf(queries, where, span);
      // FTS5 leaves bounds out of account that are no whole numbers to SQLite, as JavaScript's are.
      yield { source: `${inSpan} AND ${hitSql(keys)} AND (${sql})`, values: { ...values, ...span, fromKey: BigInt(keys.least), toKey: BigInt(keys.most) } };
    }
  }
}

type Keys = { least: number; most: number; count: number };
function keysOf(queries: Queries, { walk, values }: ListWhere, span: IdSpan): Keys {
  const rows = walk === allRows ? walk.steps : walk.rows;
  return queries.row<Keys>(`SELECT coalesce(min(key), 0) AS least, coalesce(max(key), -1) AS most, count(*) AS count FROM ${rows} WHERE ${walk.met} AND id >= @from AND id < @to`, { ...values, ...span })!;
}

/** `+` keeps SQLite from looking hits up one by one. */
function hitSql({ least, most, count }: Keys): string {
  if (most - least > count * sparseFrom) return `EXISTS (${hits} AND rowid = key)`;
  return `+key IN (${hits} AND rowid BETWEEN @fromKey AND @toKey)`;
}

/** The keys of all hits, where they are few. */
function fewHits(queries: Queries, match: string): number[] | null {
  const keys = queries.values<number>(`${hits} LIMIT ${sortedHits + 1}`, { match });
  return keys.length > sortedHits ? null : keys;
}
