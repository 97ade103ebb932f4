import type { IncomingInteraction, IncomingSpan } from "../../shared/schemas/incoming.ts";

/** A model's call as it comes in from elsewhere, answered after 800 ms. */
export function incomingInteraction(more: Partial<IncomingInteraction>): IncomingInteraction {
  const createdAt = more.createdAt ?? Date.UTC(2026, 10, 25, 11);
  return {
    source: "otlp", sourceId: null, traceId: null, spanId: null, parentSpanId: null, createdAt, endedAt: createdAt + 800, clockMark: null, status: "ok", model: "gpt-x", deployment: null,
    session: null, user: null, tags: [], metadata: null,
    request: { target: "gpt-x", origin: "import", sampling: {}, messages: [{ role: "user", content: "Where is my order?" }] },
    raw: null, output: "On its way.", toolCalls: null, reasoning: null, finishReason: "stop", error: null,
    usage: { promptTokens: 12, completionTokens: 5, cachedTokens: null },
    timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: 200, generationMs: 600, totalMs: 800, tokensPerSecond: null },
    ...more,
  };
}

/** A span of a trace that is no model's call, and took 10 ms. */
export function incomingSpan(traceId: string, spanId: string, parentSpanId: string | null, startedAt: number, more: Partial<IncomingSpan> = {}): IncomingSpan {
  return {
    traceId, spanId, parentSpanId, name: spanId, kind: "chain", startedAt, durationMs: 10, clockMark: null, status: "ok", statusMessage: null, session: null, user: null, input: null, output: null, attributes: null, events: [],
    ...more,
  };
}
