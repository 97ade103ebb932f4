import type { Aggregate, AggregateRequest, Bucket } from "../../../../shared/schemas/finding.ts";
import type { FilterClock } from "../filter/filterTimes.ts";
import { firstIdAt, monthOf } from "../ids.ts";
import { allIds, bothSpans } from "../filter/idSpan.ts";
import { listWhere, type ListWhere } from "../filter/listWhere.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { createLatencyScale, percentileOf } from "./latencies.ts";
import { addSums, noSums, type Sums } from "./monthCharts.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted } from "./slices.ts";

type Span = Pick<AggregateRequest, "from" | "to" | "bucketMs">;

/** Counts, tokens and latencies by spans of time. */
export function aggregate(months: ReadableMonths, { from, to, bucketMs, ...request }: AggregateRequest & FilterClock, checkWanted: CheckWanted): Aggregate {
  const where = listWhere(request, request);
  const scale = createLatencyScale();
  const whole = noSums();
  const buckets: Bucket[] = [];
  for (const { at, sums } of sumsByBucket(months, where, { from, to, bucketMs }, checkWanted)) {
    const latenciesMs = Float64Array.from(sums.latenciesMs).sort();
    for (const ms of latenciesMs) scale.add(ms);
    addSums(whole, { ...sums, latenciesMs: [] });
    buckets.push(bucketOf(at, sums, (share) => percentileOf(latenciesMs, share)));
  }
  let futureDated = 0;
  for (const reader of monthsWithin(months, { ...allIds, from: firstIdAt(from) })) futureDated += reader.futureDated(where, firstIdAt(from));
  return { buckets, whole: bucketOf(from, whole, scale.percentile), futureDated, oddSpans: whole.oddSpans, hasOlder: hasOlder(months, where, from, checkWanted) };
}

/** The sums of each bucket that has any, oldest first. One may lie in two months. */
function* sumsByBucket(months: ReadableMonths, where: ListWhere, { from, to, bucketMs }: Span, checkWanted: CheckWanted): Generator<{ at: number; sums: Sums }> {
  let last: { at: number; sums: Sums } | undefined;
  for (const { month, reader } of months.named((name) => name >= monthOf(from) && name <= monthOf(to - 1), "oldest-first")) {
    const [begin, end] = spanOf(month);
    for (let at = from + Math.floor(Math.max(0, begin - from) / bucketMs) * bucketMs; at < Math.min(end, to); at += bucketMs) {
      checkWanted();
      const ids = bothSpans(where.ids, { from: firstIdAt(at), to: firstIdAt(Math.min(at + bucketMs, to)) });
      const sums = ids.from < ids.to ? reader.sumsWithin(where, ids, checkWanted) : noSums();
      if (sums.count === 0) continue;
      if (last?.at === at) addSums(last.sums, sums);
      else {
        if (last) yield last;
        last = { at, sums };
      }
    }
  }
  if (last) yield last;
}

/** When a month, as `2026-11`, begins and when it ends. */
function spanOf(month: string): [begin: number, end: number] {
  const [year, number] = month.split("-").map(Number) as [number, number];
  return [Date.UTC(year, number - 1), Date.UTC(year, number)];
}

function bucketOf(from: number, { count, failed, promptTokens, completionTokens }: Sums, percentile: (share: number) => number | null): Bucket {
  return { from, count, failed, promptTokens, completionTokens, p50Ms: percentile(0.5), p95Ms: percentile(0.95), p99Ms: percentile(0.99) };
}

function hasOlder(months: ReadableMonths, where: ListWhere, from: number, checkWanted: CheckWanted): boolean {
  const ids = bothSpans(where.ids, { ...allIds, to: firstIdAt(from) });
  for (const reader of monthsWithin(months, ids)) if (reader.hasAny({ ...where, ids }, checkWanted)) return true;
  return false;
}
