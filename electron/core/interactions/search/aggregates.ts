import type { Aggregate, AggregateRequest, Bucket } from "../../../../shared/schemas/finding.ts";
import type { FilterClock } from "../filterTimes.ts";
import { firstIdAt } from "../ids.ts";
import { allIds, bothSpans, type IdSpan } from "../idSpan.ts";
import { listWhere, type ListWhere } from "../listWhere.ts";
import type { ReadableMonths } from "../readableMonths.ts";
import { createLatencyScale, percentileOf } from "./latencies.ts";
import type { Sums } from "./monthCharts.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted } from "./slices.ts";

/** Counts, tokens and latencies by spans of time. */
export function aggregate(months: ReadableMonths, { from, to, bucketMs, ...request }: AggregateRequest & FilterClock, checkWanted: CheckWanted): Aggregate {
  const where = listWhere(request, request);
  const scale = createLatencyScale();
  const whole = { from, count: 0, failed: 0, promptTokens: 0, completionTokens: 0 };
  const buckets: Bucket[] = [];
  let futureDated = 0;
  let oddSpans = 0;
  for (let at = from; at < to; at += bucketMs) {
    const sums = sumsOf(months, where, bothSpans(where.ids, spanOf(at, Math.min(at + bucketMs, to))), checkWanted);
    futureDated += sums.futureDated;
    oddSpans += sums.oddSpans;
    if (sums.count === 0) continue;
    const { count, failed, promptTokens, completionTokens } = sums;
    const latenciesMs = Float64Array.from(sums.latenciesMs).sort();
    buckets.push({ from: at, count, failed, promptTokens, completionTokens, p50Ms: percentileOf(latenciesMs, 0.5), p95Ms: percentileOf(latenciesMs, 0.95), p99Ms: percentileOf(latenciesMs, 0.99) });
    for (const name of ["count", "failed", "promptTokens", "completionTokens"] as const) whole[name] += sums[name];
    for (const ms of latenciesMs) scale.add(ms);
  }
  const later = sumsOf(months, where, bothSpans(where.ids, { ...allIds, from: firstIdAt(to) }), checkWanted);
  return {
    buckets,
    whole: { ...whole, p50Ms: scale.percentile(0.5), p95Ms: scale.percentile(0.95), p99Ms: scale.percentile(0.99) },
    futureDated: futureDated + later.futureDated,
    oddSpans,
    hasOlder: hasOlder(months, where, from, checkWanted),
  };
}

const spanOf = (from: number, to: number): IdSpan => ({ from: firstIdAt(from), to: firstIdAt(to) });

function sumsOf(months: ReadableMonths, where: ListWhere, span: IdSpan, checkWanted: CheckWanted): Sums {
  const all: Sums = { count: 0, failed: 0, promptTokens: 0, completionTokens: 0, futureDated: 0, oddSpans: 0, latenciesMs: [] };
  if (span.from >= span.to) return all;
  for (const reader of monthsWithin(months, span)) {
    const sums = reader.sumsWithin(where, span, checkWanted);
    for (const name of ["count", "failed", "promptTokens", "completionTokens", "futureDated", "oddSpans"] as const) all[name] += sums[name];
    all.latenciesMs = all.latenciesMs.length === 0 ? sums.latenciesMs : all.latenciesMs.concat(sums.latenciesMs);
  }
  return all;
}

function hasOlder(months: ReadableMonths, where: ListWhere, from: number, checkWanted: CheckWanted): boolean {
  const ids = bothSpans(where.ids, { ...allIds, to: firstIdAt(from) });
  for (const reader of monthsWithin(months, ids)) if (reader.hasAny({ ...where, ids }, checkWanted)) return true;
  return false;
}
