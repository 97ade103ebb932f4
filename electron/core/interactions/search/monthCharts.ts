import type { IdSpan } from "../filter/idSpan.ts";
import type { ListWhere } from "../filter/listWhere.ts";
import { matchOf } from "./matchOf.ts";
import { pieces } from "./pieces.ts";
import type { Queries } from "./queries.ts";
import type { CheckWanted } from "./slices.ts";
import { countingWalk } from "./walk.ts";

/** Sums of the interactions of one span of time. `latenciesMs`: of those that ended in order. */
export type Sums = { count: number; failed: number; promptTokens: number; completionTokens: number; oddSpans: number; latenciesMs: number[] };
type SummedRow = Omit<Sums, "latenciesMs"> & { latencies: string };
export const noSums = (): Sums => ({ count: 0, failed: 0, promptTokens: 0, completionTokens: 0, oddSpans: 0, latenciesMs: [] });
export function addSums(to: Sums, more: Sums): void {
  for (const name of ["count", "failed", "promptTokens", "completionTokens", "oddSpans"] as const) to[name] += more[name];
  to.latenciesMs = to.latenciesMs.length === 0 ? more.latenciesMs : to.latenciesMs.concat(more.latenciesMs);
}

const isOdd = "(clock_mark IS 'ends-before-start' OR coalesce(total_ms < 0, 0))";
const isInTime = "clock_mark IS NOT 'future'";
const sumsSql = `
  SELECT count(*) AS count, coalesce(sum(status IN ('failed', 'interrupted')), 0) AS failed, coalesce(sum(prompt_tokens), 0) AS promptTokens,
    coalesce(sum(completion_tokens), 0) AS completionTokens, coalesce(sum(${isOdd}), 0) AS oddSpans,
    json_group_array(total_ms) FILTER (WHERE total_ms >= 0 AND NOT ${isOdd}) AS latencies`;
/** Those from `@from` on whose clock ran ahead. */
export const futureSql = (where: string): string => `SELECT count(*) FROM interactions INDEXED BY interactions_future WHERE clock_mark = 'future' AND id >= @from AND ${where}`;

/** What charts are drawn from, in one month. */
export function createMonthCharts(queries: Queries) {
  return {
    /** The sums of a span within the month. */
    sumsWithin(asked: ListWhere, span: IdSpan, checkWanted: CheckWanted): Sums {
      const where = { ...asked, ids: span, walk: countingWalk(asked.walk) };
      const sums = noSums();
      for (const { source, values } of pieces(queries, where, "newest-first", checkWanted)) {
        const { latencies, ...row } = queries.row<SummedRow>(`${sumsSql} ${source} AND ${isInTime}`, values)!;
        // One text of many numbers comes over faster than many rows.
        if (row.count > 0) addSums(sums, { ...row, latenciesMs: JSON.parse(latencies) as number[] });
      }
      return sums;
    },
    futureDated({ sql, values, phrases }: ListWhere, from: string): number {
      const isHit = phrases === null ? "" : " AND EXISTS (SELECT 1 FROM interaction_text WHERE interaction_text MATCH @match AND rowid = key)";
      return queries.value<number>(futureSql(`(${sql})${isHit}`), { ...values, from, match: phrases && matchOf(queries, phrases) })!;
    },
    /** Whether anything that is asked for lies in the month. */
    hasAny(where: ListWhere, checkWanted: CheckWanted): boolean {
      for (const { source, values } of pieces(queries, where, "newest-first", checkWanted)) if (queries.value<number>(`SELECT 1 ${source} LIMIT 1`, values)) return true;
      return false;
    },
  };
}
