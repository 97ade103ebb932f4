import type { TraceSpan } from "../../../../shared/schemas/trace.ts";

/** A span by what matters: its id, its parent, when it ran. */
export function span(spanId: string, parentSpanId: string | null, startedAt: number, durationMs: number | null, more: Partial<TraceSpan> = {}): TraceSpan {
  return {
    traceId: "t", spanId, parentSpanId, name: spanId, kind: "chain", startedAt, durationMs, clockMark: null, status: "ok", error: null, interactionId: null, model: null, promptTokens: null, completionTokens: null,
    ...more,
  };
}
