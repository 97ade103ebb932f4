import type { IncomingInteraction } from "../../../shared/schemas/incoming.ts";
import { createRandom } from "./random.ts";
import { prose, systemPrompts } from "./texts.ts";

const models = ["demo-support-v1", "demo-support-v2", "smollm2-360m-q8_0", "gemma-3-1b-q4_k_m", "gpt-large", "gpt-small", "claude-mid", "mistral-7b-q5_k_m", "qwen-4b-q4_k_m", "llama-8b-q4_k_m", "support-v3-rc1", "support-v3-rc2"];
const deployments = ["local", "eu-west", "us-east", "staging", "openai", "anthropic"];
const errors = [
  { code: "timeout", message: "The model did not answer within 60 seconds." },
  { code: "model-crashed", message: "The model's process ended in the middle of the answer." },
  { code: "context-exceeded", message: "The conversation is longer than the model's context." },
];
const users = 5000;
const tags = 30;
const endedReasons = ["stop", "stop", "stop", "length", "tool-calls"] as const;

/** The calls number `from` up to `to` of a log whose first began at `startedAt` and which come `everyMs`: the same for the same numbers. About 2 KB each. */
export function* sampleCalls(from: number, to: number, startedAt: number, everyMs: number): Generator<IncomingInteraction> {
  for (let n = from; n < to; n++) {
    const random = createRandom(n * 2_654_435_761);
    const at = random.ranked(models.length);
    const createdAt = Math.floor(startedAt + n * everyMs);
    const failure = random.next() < 0.04 ? errors[random.ranked(errors.length)]! : null;
    const ticket = `RMA-${1000 + Math.floor(random.next() * 9000)}`;
    const question = `${prose(random, random.around(450))} ${random.next() < 0.1 ? ticket : ""}`;
    const output = failure ? "" : prose(random, random.around(650));
    const totalMs = Math.round(random.around(1800));
    yield {
      source: "bench", sourceId: `call-${n}`, traceId: null, spanId: null, parentSpanId: null, createdAt, endedAt: createdAt + totalMs, clockMark: null, status: failure ? "failed" : "ok",
      model: models[at]!, deployment: deployments[(at + (random.next() < 0.1 ? 1 : 0)) % deployments.length]!, session: `ses_${Math.floor(n / 4)}`, user: `user-${random.ranked(users)}`,
      tags: Array.from({ length: Math.floor(random.next() * 3) }, () => `tag-${random.ranked(tags)}`).filter((tag, place, all) => all.indexOf(tag) === place),
      metadata: { ticket, region: deployments[at % 3]! },
      request: { target: models[at]!, origin: random.next() < 0.3 ? "import" : "api", sampling: { temperature: 0.7 }, messages: [{ role: "system", content: systemPrompts[at]! }, { role: "user", content: question }] },
      raw: null, output, toolCalls: null, reasoning: null, finishReason: failure ? null : endedReasons[random.ranked(endedReasons.length)]!, error: failure,
      usage: { promptTokens: Math.round(question.length / 4) + 150, completionTokens: Math.round(output.length / 4), cachedTokens: 0 },
      timings: { queueMs: 1, loadMs: 0, promptMs: Math.round(totalMs / 5), firstTokenMs: Math.round(totalMs / 4), generationMs: Math.round(totalMs * 0.75), totalMs, tokensPerSecond: 40 },
    };
  }
}
