import type { InteractionPage, ListRequest } from "../../../../shared/schemas/interaction.ts";
import type { FilterClock } from "../filter/filterTimes.ts";
import { allIds, bothSpans } from "../filter/idSpan.ts";
import { listWhere } from "../filter/listWhere.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { summaryOf } from "../reading/rows.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted } from "./slices.ts";

/** A page of rows, newest first. A month is opened only when the newer ones did not fill the page. */
export function listPage(months: ReadableMonths, { cursor, limit, ...request }: ListRequest & FilterClock, checkWanted: CheckWanted): InteractionPage {
  const asked = listWhere(request, request);
  const where = { ...asked, ids: bothSpans(asked.ids, { ...allIds, to: cursor ?? allIds.to }) };
  const items: InteractionPage["items"] = [];
  for (const reader of monthsWithin(months, where.ids)) {
    checkWanted();
    items.push(...reader.find(where, "newest-first", limit + 1 - items.length, checkWanted).map(summaryOf));
    if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]!.id };
  }
  return { items, next: null };
}
