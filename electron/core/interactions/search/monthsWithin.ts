import { monthOfId } from "../ids.ts";
import type { IdSpan } from "../filter/idSpan.ts";
import type { MonthReader } from "../reading/monthReader.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import type { Order } from "./slices.ts";

/** The months that may hold an id of a span. Of what names no month, all. */
export function* monthsWithin(months: ReadableMonths, { from, to }: IdSpan, order: Order = "newest-first"): Generator<MonthReader> {
  const [first, last] = [monthOfId(from), monthOfId(to)];
  for (const { reader } of months.named((month) => (first === null || month >= first) && (last === null || month <= last), order)) yield reader;
}
