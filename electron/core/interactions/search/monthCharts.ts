import type { Database } from "better-sqlite3";
import type { IdSpan } from "../idSpan.ts";
import type { ListWhere } from "../listWhere.ts";
import { allRows } from "./walk.ts";
import { pieces } from "./pieces.ts";
import type { CheckWanted } from "./slices.ts";

/** Sums of the interactions of one span of time. `latenciesMs`: of those that ended in order. */
export type Sums = { count: number; failed: number; promptTokens: number; completionTokens: number; futureDated: number; oddSpans: number; latenciesMs: number[] };
type SummedRow = Omit<Sums, "latenciesMs">;

const isInTime = "clock_mark IS NOT 'future'";
const isOdd = "(clock_mark IS 'ends-before-start' OR total_ms < 0)";
const sumsSql = `
  SELECT count(*) FILTER (WHERE ${isInTime}) AS count,
    count(*) FILTER (WHERE status IN ('failed', 'interrupted') AND ${isInTime}) AS failed,
    coalesce(sum(prompt_tokens) FILTER (WHERE ${isInTime}), 0) AS promptTokens,
    coalesce(sum(completion_tokens) FILTER (WHERE ${isInTime}), 0) AS completionTokens,
    count(*) FILTER (WHERE clock_mark IS 'future') AS futureDated,
    count(*) FILTER (WHERE ${isOdd} AND ${isInTime}) AS oddSpans`;
const latenciesSql = "SELECT total_ms";
const hasLatency = `total_ms IS NOT NULL AND NOT ${isOdd} AND ${isInTime}`;

/** What charts are drawn from, in one month. */
export function createMonthCharts(db: Database) {
  return {
    /** The sums of a span within the month; it is small enough to be asked at once. */
    sumsWithin(asked: ListWhere, span: IdSpan, checkWanted: CheckWanted): Sums {
      // The facts hold everything that is summed, in the order of time; another index pays only where few rows are left.
      const where = { ...asked, ids: span, walk: asked.walk.isNarrow ? asked.walk : allRows };
      const sums: Sums = { count: 0, failed: 0, promptTokens: 0, completionTokens: 0, futureDated: 0, oddSpans: 0, latenciesMs: [] };
      for (const { source, values } of pieces(db, where, "newest-first", checkWanted)) {
        const row = db.prepare<[object], SummedRow>(`${sumsSql} ${source}`).get(values)!;
        if (row.count + row.futureDated === 0) continue;
        for (const name of ["count", "failed", "promptTokens", "completionTokens", "futureDated", "oddSpans"] as const) sums[name] += row[name];
        for (const ms of db.prepare<[object], number>(`${latenciesSql} ${source} AND ${hasLatency}`).pluck().all(values)) sums.latenciesMs.push(ms);
      }
      return sums;
    },
    /** Whether anything that is asked for lies in the month. */
    hasAny(where: ListWhere, checkWanted: CheckWanted): boolean {
      for (const { source, values } of pieces(db, where, "newest-first", checkWanted)) if (db.prepare<[object], number>(`SELECT 1 ${source} LIMIT 1`).pluck().get(values)) return true;
      return false;
    },
  };
}
