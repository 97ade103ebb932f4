import type { InteractionPage, ListRequest } from "../../../../shared/schemas/interaction.ts";
import type { FilterClock } from "../filter/filterTimes.ts";
import { listWhere } from "../filter/listWhere.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { summaryOf } from "../reading/rows.ts";
import { listPage } from "./lists.ts";
import type { RankedRow } from "./monthRanking.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted } from "./slices.ts";

/** The newest so many hits are ranked; to rank a million takes a second. */
const rankedHits = 20_000;

/** The hits whose words fit best, as one page; without words to rank by, the newest. */
export function rankedPage(months: ReadableMonths, request: ListRequest & FilterClock, checkWanted: CheckWanted): InteractionPage {
  const { phrases, ...where } = listWhere(request, request);
  if (phrases === null) return listPage(months, request, checkWanted);
  const best: RankedRow[] = [];
  let among = 0;
  for (const reader of monthsWithin(months, where.ids)) {
    checkWanted();
    const ranked = reader.rank({ ...where, phrases }, request.limit, rankedHits - among);
    best.push(...ranked.rows);
    among += ranked.among;
    if (!ranked.isWhole || among >= rankedHits) return pageOf(best, request.limit, among, false);
  }
  return pageOf(best, request.limit, among, true);
}

function pageOf(best: RankedRow[], limit: number, among: number, isWhole: boolean): InteractionPage {
  const rows = best.sort((a, b) => a.score - b.score || (a.row.id < b.row.id ? 1 : -1)).slice(0, limit);
  return { items: rows.map(({ row }) => summaryOf(row)), next: null, ranked: { among, isWhole } };
}
