import type { Narrowing } from "../../../../shared/schemas/finding.ts";
import type { FilterClock } from "../filter/filterTimes.ts";
import { listWhere } from "../filter/listWhere.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted } from "./slices.ts";

export function countMatching(months: ReadableMonths, request: Narrowing & FilterClock, checkWanted: CheckWanted): { total: number } {
  const where = listWhere(request, request);
  let total = 0;
  for (const reader of monthsWithin(months, where.ids)) {
    checkWanted();
    total += reader.count(where, checkWanted);
  }
  return { total };
}
