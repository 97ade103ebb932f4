import type { IncomingFeedback, IncomingInteraction, IncomingSpan } from "../../shared/schemas/incoming.ts";

const at = Date.UTC(2026, 10, 25, 11);

/** A call from elsewhere; `n` is its trace, span and place in time. */
export function sampleIncoming(n: number, more: Partial<IncomingInteraction> = {}): IncomingInteraction {
  return {
    source: "otlp", sourceId: null, traceId: `trace-${n}`, spanId: `span-${n}`, parentSpanId: null, createdAt: at + n, endedAt: at + n + 5, clockMark: null, status: "ok", model: "gpt-test", deployment: null,
    session: null, user: "ada", tags: ["support"], metadata: { ticket: n }, request: { target: "gpt-test", origin: "api", messages: [{ role: "user", content: `question ${n}` }], sampling: {} }, raw: null,
    output: `answer ${n}`, toolCalls: null, reasoning: null, finishReason: "stop", error: null, usage: { promptTokens: 3, completionTokens: 2, cachedTokens: null },
    timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: null, generationMs: null, totalMs: 5, tokensPerSecond: null },
    ...more,
  };
}

export function sampleSpan(n: number, more: Partial<IncomingSpan> = {}): IncomingSpan {
  return {
    traceId: `trace-${n}`, spanId: `tool-${n}`, parentSpanId: `span-${n}`, name: "find_order", kind: "tool", startedAt: at + n + 0.25, durationMs: 1.5, clockMark: null, status: "ok", statusMessage: null,
    session: null, user: null, input: `{"id":${n}}`, output: "found", attributes: { "tool.name": "find_order" }, events: [{ name: "cache", at: at + n + 0.5, attributes: { hit: true } }],
    ...more,
  };
}

export function sampleFeedback(of: IncomingFeedback["of"], more: Partial<IncomingFeedback> = {}): IncomingFeedback {
  return { sourceId: null, of, createdAt: at, name: "helpful", value: 1, label: null, comment: "Thanks", correction: null, annotator: "ada", ...more };
}
