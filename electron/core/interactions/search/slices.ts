import type { IdSpan } from "../filter/idSpan.ts";
import type { ListWhere } from "../filter/listWhere.ts";
import type { Queries } from "./queries.ts";

/** Called between two pieces of a long search: throws `cancelled` when nobody waits for it any more. */
export type CheckWanted = () => void;
export type Order = "newest-first" | "oldest-first";

const firstRows = 500;
const rowsAtMost = 64_000;
/** A piece that took longer is followed by smaller ones, so that a search ends soon after it is cancelled. */
const aimedAtMs = 40;

/** Cuts the rows that a search walks into spans of ids, of about as many rows as it gets through in 40 ms. Each is to be used up before the next. */
export function* slices(queries: Queries, { walk, values, ids }: ListWhere, order: Order, checkWanted: CheckWanted): Generator<IdSpan> {
  const direction = order === "newest-first" ? "DESC" : "ASC";
  const edgeSql = `SELECT id FROM ${walk.steps} WHERE ${walk.met} AND id >= @from AND id < @to ORDER BY id ${direction} LIMIT 1 OFFSET @rows`;
  let { from, to } = ids;
  for (let rows = firstRows; from < to; ) {
    const cut = queries.value<string>(edgeSql, { ...values, from, to, rows });
    const startedAt = performance.now();
    if (cut === undefined) yield { from, to };
    else yield order === "newest-first" ? { from: cut, to } : { from, to: cut };
    if (cut === undefined) return;
    checkWanted();
    if (order === "newest-first") to = cut;
    else from = cut;
    const tookMs = performance.now() - startedAt;
    rows = Math.min(rowsAtMost, Math.max(200, tookMs < aimedAtMs / 4 ? rows * 4 : Math.floor((rows * aimedAtMs) / tookMs)));
  }
}
