import type { NewInteraction, Outcome } from "../../electron/core/interactions/recording.ts";
import type { RunRequest } from "../../shared/schemas/chat.ts";
import { sampleConditions } from "./sampleInteraction.ts";

/** A request as the gateway gives it to the recorder. */
export function sampleStart(content = "Where is my order 4821?", more: Partial<RunRequest> = {}, createdAt = Date.UTC(2026, 10, 25, 12)): NewInteraction {
  const request: RunRequest = { target: "demo-support-v2", messages: [{ role: "user", content }], sampling: { seed: 7 }, origin: "chat", ...more };
  return { createdAt, request, body: Buffer.from(JSON.stringify(request)), deployment: "demo-support-v2", model: { name: "demo-support-v2", sha256: "a".repeat(64) } };
}

/** How it ended, with everything that a replay needs. */
export function sampleOutcome(output = "It is on its way.", more: Partial<Outcome> = {}): Outcome {
  return {
    endedAt: Date.UTC(2026, 10, 25, 12, 0, 1), status: "ok", model: { name: "demo-support-v2", sha256: "a".repeat(64) }, deployment: "demo-support-v2",
    prompt: "<|im_start|>user\n", promptTokens: [1, 5, 9], output, outputTokens: [7, 8], outputTokenEnds: [2, output.length], finishReason: "stop", error: null,
    usage: { promptTokens: 3, completionTokens: 2, cachedTokens: 0 },
    timings: { queueMs: 0, loadMs: 0, promptMs: 4, firstTokenMs: 5, generationMs: 6, totalMs: 11, tokensPerSecond: 333 },
    conditions: sampleConditions(), attempts: [{ deployment: "demo-support-v2", startedAt: Date.UTC(2026, 10, 25, 12), durationMs: 11, outcome: "ok", error: null }],
    ...more,
  };
}
