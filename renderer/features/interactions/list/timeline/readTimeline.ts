import { firstIdAt } from "../../../../../shared/idTimes.ts";
import { spanOf, withoutSpan } from "../filter/filterSpan.ts";
import type { ListReads } from "../listReads.ts";
import type { ListQuery } from "../listQuery.ts";
import type { RowWindow, Span } from "../rowWindow.ts";
import { oldestTime } from "./oldestTime.ts";
import { barMs, busySpan, wholeBars, type Bar } from "./timeBars.ts";

/** A list over time: bars of `stepMs` each, newest first, without the empty ones. `hasOlder`: interactions before them match but for the time. */
export type Timeline = { span: Span; stepMs: number; bars: Bar[]; hasOlder: boolean };

/** Bars that take up less than this share of the whole are counted anew, closer. */
const leastShare = 0.3;

/** Counts a list over time: over the span that it asks for, else over all times in which it has anything. Null: it was asked for anew. */
export async function readTimeline(reads: ListReads, query: ListQuery, rows: RowWindow | null, now: number): Promise<Timeline | null> {
  const latest = Math.max(now, rows?.stretches[0]?.items?.[0]?.createdAt ?? 0) + 1;
  const asked = spanOf(query.filter, now)?.span;
  const from = asked && asked.fromMs > 0 ? asked.fromMs : await oldestTime(reads, latest);
  if (from === null) return null;
  const over = async (span: Span): Promise<Timeline | null> => {
    const stepMs = barMs(span);
    const whole = wholeBars(span, stepMs);
    const counted = await reads.bars(query, whole, stepMs);
    return counted && { span: whole, stepMs, bars: counted, hasOlder };
  };
  // What the list's own filter leaves out can't be counted with it.
  const older = asked && asked.fromMs > 0 ? await reads.page({ ...query, filter: withoutSpan(query.filter), order: "newest" }, firstIdAt(asked.fromMs), 1) : null;
  const hasOlder = older !== null && older.items.length > 0;
  const first = await over({ fromMs: from, toMs: Math.max(from + 1, Math.min(asked?.toMs ?? latest, latest)) });
  const busy = first && busySpan(first.bars);
  if (!busy || asked || busy.toMs - busy.fromMs >= leastShare * (first.span.toMs - first.span.fromMs) || first.stepMs === barMs(busy)) return first;
  return over({ fromMs: busy.fromMs, toMs: busy.toMs });
}
