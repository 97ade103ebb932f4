import type { FieldValues, ValuesRequest } from "../../../../shared/schemas/finding.ts";
import { allIds } from "../filter/idSpan.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { monthsWithin } from "./monthsWithin.ts";

/** Values are looked for in this many of the newest months. */
const searchedMonths = 12;

/** Values of a field that occur, for completion: the most frequent first, else in the order of letters. */
export function fieldValues(months: ReadableMonths, { field, prefix, limit }: ValuesRequest): FieldValues {
  const counts = new Map<string, number | null>();
  let searched = 0;
  for (const reader of monthsWithin(months, allIds)) {
    for (const { value, count } of reader.valuesOf(field, prefix, limit)) counts.set(value, count === null ? null : (counts.get(value) ?? 0) + count);
    if (++searched >= searchedMonths) break;
  }
  const values = [...counts].map(([value, count]) => ({ value, count }));
  return { values: values.sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || (a.value < b.value ? -1 : 1)).slice(0, limit) };
}
