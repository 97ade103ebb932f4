import { openInteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import type { Message } from "../../../shared/schemas/chat.ts";
import type { IncomingBatch, IncomingSpan } from "../../../shared/schemas/incoming.ts";
import { readerEntry, writerEntry } from "../../helpers/openTestLog.ts";
import { incomingInteraction, incomingSpan } from "../../helpers/sampleIncoming.ts";

export const traceSpans = 33_000;
export const sessionTurns = 20_000;
export const largeTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
export const largeSession = "ses_large";

const kinds: IncomingSpan["kind"][] = ["chain", "tool", "retriever", "agent", "guard"];
const names = ["plan", "lookup order", "search policy", "support agent", "check answer"];
const startedAt = Date.UTC(2026, 10, 20, 9);
/** Messages of the history that a turn's request repeats. */
const historyMessages = 9;

/** Writes a large trace (every tenth span a model's call, eight spans below each) and a long conversation, into a data folder of their own. */
export async function fillTraceAndSession(dataFolder: string): Promise<void> {
  const log = await openInteractionLog({ dataFolder, writerEntry, readerEntry, durability: "normal", now: Date.now, timeZone: () => "utc" });
  try {
    for (let from = 0; from < traceSpans; from += 1000) await log.ingest(spansOf(from, Math.min(traceSpans, from + 1000)));
    const said: Message[] = [];
    for (let from = 0; from < sessionTurns; from += 500) await log.ingest(turnsOf(from, from + 500, said));
  } finally {
    await log.close();
  }
}

const spanId = (n: number) => n.toString(16).padStart(16, "0");

function spansOf(from: number, to: number): IncomingBatch {
  const batch: IncomingBatch = { interactions: [], spans: [], feedback: [] };
  for (let n = from; n < to; n++) {
    const parentSpanId = n === 0 ? null : spanId(Math.floor((n - 1) / 8));
    const at = startedAt + n * 3;
    if (n % 10 === 5) {
      batch.interactions.push(incomingInteraction({ traceId: largeTrace, spanId: spanId(n), parentSpanId, createdAt: at, endedAt: at + 40, model: `model-${n % 3}`, output: `Answer ${n}`, timings: { ...incomingInteraction({}).timings, totalMs: 40 } }));
    } else {
      batch.spans.push(incomingSpan(largeTrace, spanId(n), parentSpanId, at, { name: `${names[n % 5]!} ${n}`, kind: kinds[n % 5]!, durationMs: n === 0 ? traceSpans * 3 + 50 : 25 + (n % 7), status: n % 997 === 3 ? "error" : "ok", input: `{"n":${n}}`, output: "done", attributes: { step: n, tool: names[n % 5]! } }));
    }
  }
  return batch;
}

function turnsOf(from: number, to: number, said: Message[]): IncomingBatch {
  const interactions: IncomingBatch["interactions"] = [];
  for (let n = from; n < to; n++) {
    said.push({ role: "user", content: `Question ${n + 1}: where is my order ${4000 + n}? ${"It was ordered weeks ago. ".repeat(n % 9)}` });
    const messages: Message[] = [{ role: "system", content: "You are the support assistant of a shop." }, ...said.slice(-historyMessages)];
    const output = n % 4 === 0 ? `Your order ${4000 + n} is on its way.\n\n- parcel 1: **today**\n- parcel 2: tomorrow\n` : `It should arrive in ${(n % 5) + 2} days.`;
    interactions.push(incomingInteraction({ source: "bench", sourceId: `turn-${n}`, createdAt: startedAt + n * 1000, session: largeSession, user: "kim", model: `model-${n % 2}`, output, request: { target: "m", origin: "import", sampling: {}, messages, session: largeSession } }));
    said.push({ role: "assistant", content: output });
    said.splice(0, said.length - historyMessages);
  }
  return { interactions, spans: [], feedback: [] };
}
