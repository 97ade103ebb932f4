import { FacetField, type Facet, type Facets, type FacetsRequest } from "../../../../shared/schemas/finding.ts";
import type { FilterClock } from "../filter/filterTimes.ts";
import { isEverything, listWhere } from "../filter/listWhere.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { add, type Counts } from "./monthFacets.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted } from "./slices.ts";

/** Of a narrowed list, the newest so many are counted; more would take longer than one looks at a list. */
const countedAtMost = 100_000;
const shownValues = 20;

/** How often the values of fields occur in what is asked for: exactly, or among the newest 100,000. */
export function countFacets(months: ReadableMonths, { fields = FacetField.options, ...request }: FacetsRequest & FilterClock, checkWanted: CheckWanted): Facets {
  const where = listWhere(request, request);
  const counts = new Map(fields.map((field) => [field, new Map() as Counts]));
  const facetsOf = () => fields.map((field) => facetOf(field, counts.get(field)!));
  let counted = 0;
  if (isEverything(where)) {
    for (const reader of monthsWithin(months, where.ids)) {
      for (const field of fields) {
        checkWanted();
        for (const [value, count] of reader.countAll(field)) add(counts.get(field)!, value, count);
      }
      counted += reader.count(where, checkWanted);
    }
    const users = counts.get("user");
    if (users) addMissing(users, counted);
    return { facets: facetsOf(), counted, isWhole: true };
  }
  for (const reader of monthsWithin(months, where.ids)) {
    if (counted >= countedAtMost) return { facets: facetsOf(), counted, isWhole: false };
    const some = reader.countSome(where, fields, counts, countedAtMost - counted, checkWanted);
    counted += some.counted;
    if (!some.isWhole) return { facets: facetsOf(), counted, isWhole: false };
  }
  return { facets: facetsOf(), counted, isWhole: true };
}

function addMissing(counts: Counts, all: number): void {
  const missing = all - [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (missing > 0) add(counts, null, missing);
}

function facetOf(field: FacetField, counts: Counts): Facet {
  const ranked = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || ((a.value ?? "") < (b.value ?? "") ? -1 : 1));
  return { field, values: ranked.slice(0, shownValues), more: Math.max(0, ranked.length - shownValues) };
}
