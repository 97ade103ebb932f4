import type { IncomingInteraction } from "../../../shared/schemas/incoming.ts";

const words = "order parcel refund ticket label return please would could number delivery status late wrong address customer email warehouse box invoice payment account window shipment courier exchange size colour store weekend morning voucher reply agent escalate manager policy warranty receipt total".split(" ");

/** The same words for the same seed, at least `chars` of them. */
function textOf(seed: number, chars: number): string {
  let state = (seed * 2_654_435_761) >>> 0;
  let text = "";
  while (text.length < chars) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += state % 11 === 0 ? `${state % 100_000} ` : `${words[(state >>> 8) % words.length]} `;
  }
  return text.trim();
}

/** A support call of 2 KB in all: 1.5 KB asked, half a KB answered. `n` makes it one of its kind. */
export function incomingSample(n: number, createdAt: number): IncomingInteraction {
  return {
    source: "bench", sourceId: `bench-${n}`, traceId: null, spanId: null, parentSpanId: null, createdAt, endedAt: createdAt + 900, clockMark: null, status: "ok",
    model: `model-${n % 7}`, deployment: null, session: `session-${n >> 3}`, user: `user-${n % 997}`, tags: [`queue-${n % 5}`], metadata: { ticket: n },
    request: { target: `model-${n % 7}`, origin: "import", messages: [{ role: "user", content: textOf(n, 1500) }], sampling: { temperature: 0.7 } },
    raw: null, output: textOf(n + 1e6, 500), toolCalls: null, reasoning: null, finishReason: "stop", error: null, usage: { promptTokens: 300, completionTokens: 100, cachedTokens: null },
    timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: 200, generationMs: 700, totalMs: 900, tokensPerSecond: 143 },
  };
}
