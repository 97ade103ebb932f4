import type { IncomingBatch, IncomingSpan } from "../../shared/schemas/incoming.ts";
import { incomingInteraction, incomingSpan } from "./sampleIncoming.ts";

/** A support agent's trace with everything that a page has to show: tools, a retriever, a guard, an error, a span without its parent, an odd clock. */
export function sampleTrace(traceId: string, startedAt: number): IncomingBatch {
  const call = (spanId: string, parentSpanId: string, atMs: number, totalMs: number, content: string, output: string, more: object = {}) =>
    incomingInteraction({
      traceId, spanId, parentSpanId, createdAt: startedAt + atMs, endedAt: startedAt + atMs + totalMs, model: "demo-support-v2", session: "ses_4d1e07", user: "kim", tags: ["returns"], output,
      request: { target: "demo-support-v2", origin: "api", sampling: { temperature: 0.2, seed: 4021, maxTokens: 256 }, session: "ses_4d1e07", user: "kim", messages: [{ role: "system", content: "You are the support assistant of a shop for audio equipment. Returns: 30 days from delivery." }, { role: "user", content }] },
      timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: Math.min(300, totalMs / 3), generationMs: null, totalMs, tokensPerSecond: null },
      usage: { promptTokens: 486, completionTokens: 78, cachedTokens: 412 },
      ...more,
    });
  const span = (spanId: string, parent: string | null, atMs: number, durationMs: number, kind: IncomingSpan["kind"], name: string, more: Partial<IncomingSpan> = {}) =>
    incomingSpan(traceId, spanId, parent, startedAt + atMs, { kind, name, durationMs, session: "ses_4d1e07", user: "kim", ...more });
  return {
    interactions: [
      call("b1", "a1", 180, 1320, "Hi, I bought the Aria 200 on 27 October and the left side has stopped working. Can I send them back?", "", { toolCalls: [{ id: "call_1", name: "find_order", arguments: '{"customer":"kim"}' }], finishReason: "tool-calls" }),
      call("b2", "a1", 2400, 1840, "Hi, I bought the Aria 200 on 27 October and the left side has stopped working. Can I send them back?", "I'm sorry the left side stopped working. You can return the Aria 200 **within 30 days** of delivery.\n\n1. Print the label.\n2. Send the parcel to us.\n\nShall I open a return for order 48213?"),
      call("b3", "c9", 4300, 240, "Is the answer grounded in the policy?", "yes"),
    ],
    spans: [
      span("r0", null, 0, 4620, "chain", "POST /chat", { input: '{"message":"Can I send them back?"}', attributes: { "http.route": "/chat", "service.name": "support-web", "deployment.environment": "production" } }),
      span("g1", "r0", 4, 62, "guard", "prompt-injection guard", { input: "Can I send them back?", output: '{"decision":"allow","score":0.02}' }),
      span("a1", "r0", 90, 4180, "agent", "support agent"),
      span("t1", "a1", 1520, 610, "tool", "find_order", { input: '{"customer":"kim","since":"2026-10-01","items":["Aria 200"]}', output: '{"order":48213,"delivered":"2026-10-29","items":[{"sku":"AR-200","price":149.9}]}', attributes: { "tool.name": "find_order", "db.system": "postgresql" }, events: [{ name: "cache miss", at: startedAt + 1530, attributes: { key: "orders:kim" } }] }),
      span("t2", "a1", 1540, 480, "tool", "warranty_lookup", { status: "error", statusMessage: "503 from warranty.internal: upstream connect error", input: '{"sku":"AR-200"}', output: null, events: [{ name: "exception", at: startedAt + 2015, attributes: { "exception.type": "HTTPError", "exception.message": "503 Service Unavailable" } }] }),
      span("q1", "a1", 2150, 210, "retriever", "policy search", {
        input: "return window headphones defective",
        attributes: {
          "retrieval.documents.0.document.id": "policy/returns.md#window", "retrieval.documents.0.document.content": "Goods can be returned within 30 days from delivery, opened or not.", "retrieval.documents.0.document.score": 0.913,
          "retrieval.documents.1.document.id": "policy/warranty.md", "retrieval.documents.1.document.content": "Every device has a warranty of 24 months. Repair comes before replacement.", "retrieval.documents.1.document.score": 0.744,
        },
      }),
      span("e1", "q1", 2152, 44, "embedding", "embed query"),
      span("k1", "q1", 2300, 55, "reranker", "rerank 20 documents"),
      span("x1", "not-received", 4310, 90, "evaluator", "helpfulness"),
      span("o1", "r0", 7 * 3_600_000, 12, "other", "audit log", { clockMark: "future" }),
    ],
    feedback: [],
  };
}
