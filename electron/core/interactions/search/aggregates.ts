import type { Aggregate, AggregateRequest, Bucket } from "../../../../shared/schemas/finding.ts";
import type { FilterClock } from "../filterTimes.ts";
import { firstIdAt } from "../ids.ts";
import { allIds, bothSpans, type IdSpan } from "../idSpan.ts";
import { listWhere, type ListWhere } from "../listWhere.ts";
import type { ReadableMonths } from "../readableMonths.ts";
import { createLatencyScale, percentileOf } from "./latencies.ts";
import { noSums, summed, type Sums } from "./monthCharts.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted } from "./slices.ts";

/** Counts, tokens and latencies by spans of time. */
export function aggregate(months: ReadableMonths, { from, to, bucketMs, ...request }: AggregateRequest & FilterClock, checkWanted: CheckWanted): Aggregate {
  const where = listWhere(request, request);
  const scale = createLatencyScale();
  const whole = noSums();
  const buckets: Bucket[] = [];
  for (let at = from; at < to; at += bucketMs) {
    checkWanted();
    const sums = sumsOf(months, where, bothSpans(where.ids, { from: firstIdAt(at), to: firstIdAt(Math.min(at + bucketMs, to)) }), checkWanted);
    for (const name of summed) whole[name] += sums[name];
    if (sums.count === 0) continue;
    const latenciesMs = Float64Array.from(sums.latenciesMs).sort();
    for (const ms of latenciesMs) scale.add(ms);
    buckets.push(bucketOf(at, sums, (share) => percentileOf(latenciesMs, share)));
  }
  let futureDated = 0;
  for (const reader of monthsWithin(months, { ...allIds, from: firstIdAt(from) })) futureDated += reader.futureDated(where, firstIdAt(from));
  return { buckets, whole: bucketOf(from, whole, scale.percentile), futureDated, oddSpans: whole.oddSpans, hasOlder: hasOlder(months, where, from, checkWanted) };
}

function bucketOf(from: number, { count, failed, promptTokens, completionTokens }: Sums, percentile: (share: number) => number | null): Bucket {
  return { from, count, failed, promptTokens, completionTokens, p50Ms: percentile(0.5), p95Ms: percentile(0.95), p99Ms: percentile(0.99) };
}

function sumsOf(months: ReadableMonths, where: ListWhere, span: IdSpan, checkWanted: CheckWanted): Sums {
  const all = noSums();
  if (span.from >= span.to) return all;
  for (const reader of monthsWithin(months, span)) {
    const sums = reader.sumsWithin(where, span, checkWanted);
    for (const name of summed) all[name] += sums[name];
    all.latenciesMs = all.latenciesMs.length === 0 ? sums.latenciesMs : all.latenciesMs.concat(sums.latenciesMs);
  }
  return all;
}

function hasOlder(months: ReadableMonths, where: ListWhere, from: number, checkWanted: CheckWanted): boolean {
  const ids = bothSpans(where.ids, { ...allIds, to: firstIdAt(from) });
  for (const reader of monthsWithin(months, ids)) if (reader.hasAny({ ...where, ids }, checkWanted)) return true;
  return false;
}
