import { samplingDefaults } from "../../shared/schemas/chat.ts";
import { unknownConditions, type Conditions, type Interaction } from "../../shared/schemas/interaction.ts";

const sampling = { ...samplingDefaults, temperature: 0, topK: 40, topP: 1, minP: 0, repeatPenalty: 1, frequencyPenalty: 0, presencePenalty: 0, repeatLastN: 64, seed: 7, stop: [], maxTokens: 50 };

/** Recorded conditions of a local model, with `more` on top. */
export function sampleConditions(more: Partial<Conditions> = {}): Conditions {
  return {
    ...unknownConditions,
    modelId: "mdl_1", modelSha256: "a".repeat(64), templateSha256: "b".repeat(64), engine: "node-llama-cpp 3.21.1, llama.cpp b1", backend: "cpu", gpuLayers: 0, layers: 4, threads: 1,
    contextTokens: 4096, slots: 2, slot: 0, slotsBusy: 1, cachedTokens: 0, promptBatchTokens: 256, samplingChain: ["temperature 0"], sampling,
    isReuseExact: false, adapters: [], guesses: null, droppedTokens: 0,
    ...more,
  };
}

/** A whole, answered interaction; `pieces` are the texts of its answer's tokens, the first of which has id 100. */
export function sampleInteraction(pieces: string[], more: Partial<Interaction> = {}): Interaction {
  let end = 0;
  return {
    id: "int_1", createdAt: 1_700_000_000_000, endedAt: 1_700_000_001_000, status: "ok", origin: "chat", model: "demo-support-v1", modelSha256: "a".repeat(64), deployment: "demo-support-v1",
    session: null, user: null, tags: [], traceId: null, spanId: null, parentSpanId: null, source: null, sourceId: null, replayOf: null,
    input: "Where is my order?", output: pieces.join(""), finishReason: "stop", error: null,
    usage: { promptTokens: 12, completionTokens: pieces.length, cachedTokens: 0 },
    timings: { queueMs: 0, loadMs: 0, promptMs: 5, firstTokenMs: 6, generationMs: 20, totalMs: 26, tokensPerSecond: 500 },
    request: { target: "demo-support-v1", messages: [{ role: "user", content: "Where is my order?" }], sampling: {}, origin: "chat" },
    prompt: "<|im_start|>user\nWhere is my order?<|im_end|>\n", promptTokens: [1, 2, 3],
    outputTokens: pieces.map((piece) => 100 + [...piece].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0)),
    outputTokenEnds: pieces.map((piece) => (end += piece.length)),
    toolCalls: null, logprobs: null, promptLogprobs: null, conditions: sampleConditions(), attempts: [],
    ...more,
  };
}
