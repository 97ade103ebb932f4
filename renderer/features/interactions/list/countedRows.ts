import { firstIdAt } from "../../../../shared/idTimes.ts";
import { loadedRows, stretchRows, type RowWindow, type Span, type Stretch } from "./rowWindow.ts";

/** How many rows of a list lie in a span of time. */
export type Counted = Span & { count: number };

/** A stretch of at most this many rows is read whole; a bigger one is counted finer first. */
export const readableRows = 2 * stretchRows;
/** Into about this many spans a stretch is cut at a time. */
const cuts = 200;

/**
 * The whole list, of which the first page was read and the rest was only counted (newest first): every row has its exact place
 * on the scroll bar before it is read.
 */
export function withCounted(rows: RowWindow, counted: readonly Counted[]): RowWindow {
  const last = rows.stretches.at(-1)?.items?.at(-1);
  if (rows.next === null || !last) return rows;
  // Rows of the future stand on top of the list and are in no count.
  const end = counted[0]?.toMs ?? 0;
  let known = loadedRows(rows).filter(({ createdAt }) => createdAt < end).length;
  if (last.createdAt >= end) return rows;
  const rest: Counted[] = [];
  for (const span of counted) {
    const hidden = Math.min(known, span.count);
    known -= hidden;
    if (span.count > hidden) rest.push({ ...span, count: span.count - hidden });
  }
  const [head, ...others] = stretchesOf(rest);
  if (!head) return rows;
  // What is left of the span that the page ended in begins below the page's last row.
  return { stretches: [...rows.stretches, { ...head, below: rows.next, span: { fromMs: head.span!.fromMs, toMs: Math.max(head.span!.fromMs + 1, Math.floor(last.createdAt)) } }, ...others], next: null };
}

/** With the stretch below `below` cut along finer counts of its span (newest first). */
export function withCut({ stretches, next }: RowWindow, below: string, counted: readonly Counted[]): RowWindow {
  const at = stretches.findIndex((each) => each.below === below && each.items === null);
  if (at < 0) return { stretches, next };
  const parts = stretchesOf(counted);
  if (parts.length <= 1) return { stretches: stretches.toSpliced(at, 1, { below, size: stretches[at]!.size, items: null }), next };
  return { stretches: stretches.toSpliced(at, 1, { ...parts[0]!, below }, ...parts.slice(1)), next };
}

/** Time is counted in pieces of at least a second. */
const leastMs = 1000;

/** How long the spans should be that a stretch is cut into, in ms. */
export const cutMs = ({ fromMs, toMs }: Span): number => Math.max(leastMs, Math.ceil((toMs - fromMs) / cuts));
export const canCut = ({ size, span }: Stretch): boolean => size > readableRows && span !== undefined && span.toMs - span.fromMs > leastMs;

/** Spans as stretches; small neighbours share one. */
function stretchesOf(counted: readonly Counted[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { fromMs, toMs, count } of counted) {
    if (count === 0) continue;
    const last = stretches.at(-1);
    if (last && last.size + count <= readableRows) Object.assign(last, { size: last.size + count, span: { fromMs, toMs: last.span!.toMs } });
    else stretches.push({ below: firstIdAt(toMs), size: count, items: null, span: { fromMs, toMs } });
  }
  return stretches;
}
