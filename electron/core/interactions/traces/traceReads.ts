import { AppError } from "../../../../shared/errors.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import type { SpanDetail, TraceSpan } from "../../../../shared/schemas/trace.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { traceParts } from "./monthTraces.ts";

/** Where the next page of a trace begins. */
export type TraceCursor = { month: string; part: number; after: string };
export type TracePageAsked = { traceId: string; cursor: TraceCursor | null; limit: number };
export type TracePageRead = { spans: TraceSpan[]; next: TraceCursor | null };

/** A page of a trace: through the months newest first, and through the parts of each. `next` null: it was the last one. */
export function readTracePage(months: ReadableMonths, { traceId, cursor, limit }: TracePageAsked): TracePageRead {
  const spans: TraceSpan[] = [];
  for (const { month, reader } of months.named((name) => cursor === null || name <= cursor.month)) {
    const isResumed = cursor?.month === month;
    for (let part = isResumed ? cursor.part : 0; part < traceParts.length; part++) {
      const wanted = limit - spans.length;
      const after = isResumed && part === cursor.part ? cursor.after : "";
      const found = wanted === 0 ? [] : reader.traces.part(traceParts[part]!, { traceId, after, limit: wanted });
      spans.push(...found);
      if (spans.length === limit) return { spans, next: { month, part, after: found.at(-1)?.spanId ?? after } };
    }
  }
  return { spans, next: null };
}

/** One span, a model's call or another. Throws `not-found`. */
export function readSpan(months: ReadableMonths, get: (request: { id: string }) => Interaction, traceId: string, spanId: string): SpanDetail {
  for (const { reader } of months.named()) {
    const call = reader.traces.call(traceId, spanId);
    if (call) {
      const { session, user, input, output, error, request, metadata } = get({ id: call.interactionId });
      return { ...call, error: error?.message ?? null, session, user, input, output, attributes: metadata ?? request.metadata ?? null, events: [] };
    }
    const span = reader.traces.span(traceId, spanId);
    if (span) return span;
  }
  throw new AppError("not-found", `There is no span ${spanId.slice(0, 100)} in the trace ${traceId.slice(0, 100)}.`, { fix: "It may have been removed; read the trace again." });
}
