import type { FacetField } from "../../../../shared/schemas/finding.ts";
import type { ListWhere } from "../filter/listWhere.ts";
import { pieces } from "./pieces.ts";
import type { Queries } from "./queries.ts";
import type { CheckWanted } from "./slices.ts";
import { countingWalk } from "./walk.ts";

/** How often each value of a field occurs; null: it has none. */
export type Counts = Map<string | null, number>;
export type FacetCounts = Map<FacetField, Counts>;

const columns: Record<FacetField, string> = { status: "status", model: "model", deployment: "deployment", origin: "origin", user: "user", tags: "tags", finishReason: "finish_reason", errorCode: "error_code" };
type Counted = { value: string | null; count: number };

export const add = (counts: Counts, value: string | null, count: number): void => void counts.set(value, (counts.get(value) ?? 0) + count);

/** What running interactions have is counted from their rows; the tallies hold those that ended. */
const tallySql = (column: string) => `
  SELECT nullif(${column}, '') AS value, sum(rows) AS count FROM tallies GROUP BY 1 HAVING sum(rows) > 0
  UNION ALL SELECT ${column}, count(*) FROM interactions WHERE status = 'running' GROUP BY 1`;
export const userCountsSql = "SELECT user AS value, count(*) AS count FROM interactions WHERE user IS NOT NULL GROUP BY 1";
export const tagCountsSql = "SELECT tag AS value, count(*) AS count FROM interaction_tags GROUP BY 1";

/** Counts of one month: of everything, or of what is asked for. */
export function createMonthFacets(queries: Queries) {
  return {
    /** Every value of everything. What has no user or no tag is not counted. */
    countAll(field: FacetField): Counts {
      const sql = field === "user" ? userCountsSql : field === "tags" ? tagCountsSql : tallySql(columns[field]);
      const counts: Counts = new Map();
      for (const { value, count } of queries.rows<Counted>(sql)) add(counts, value, count);
      return counts;
    },

    /** Adds what matches to `counts`, newest first and at most about `limit` rows. Gives how many it were, and whether it were all. */
    countSome(where: ListWhere, fields: readonly FacetField[], counts: FacetCounts, limit: number, checkWanted: CheckWanted): { counted: number; isWhole: boolean } {
      let counted = 0;
      for (const { source, values } of pieces(queries, { ...where, walk: countingWalk(where.walk) }, "newest-first", checkWanted)) {
        if (counted >= limit) return { counted, isWhole: false };
        const rows = queries.lists<string | null>(`SELECT ${fields.map((field) => columns[field]).join(", ")} ${source}`, values);
        fields.forEach((field, at) => countColumn(rows, at, field === "tags", counts.get(field)!));
        counted += rows.length;
      }
      return { counted, isWhole: true };
    },
  };
}

function countColumn(rows: (string | null)[][], at: number, isTags: boolean, into: Counts): void {
  const counts: Counts = new Map();
  for (const row of rows) counts.set(row[at]!, (counts.get(row[at]!) ?? 0) + 1);
  for (const [value, count] of counts) {
    if (!isTags) add(into, value, count);
    else for (const tag of new Set(JSON.parse(value!) as string[])) add(into, tag, count);
  }
}
