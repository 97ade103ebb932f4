import type { FinishReason, ResolvedSampling } from "../../../../shared/schemas/chat.ts";
import type { Conditions, Interaction } from "../../../../shared/schemas/interaction.ts";
import { formatBackend, formatCount, formatHash, formatNoun, formatPercent, formatSpeed } from "../../../format.ts";

/** `text` is shown, `copy` is what the copy button gives. */
export type Fact = { label: string; text: string; copy: string; isCode?: boolean };

/** CUDA, 33 of 33 layers on the GPU. */
export function backendWords({ backend, gpuLayers, layers }: Conditions): string | null {
  if (backend === null) return null;
  const name = formatBackend(backend);
  return gpuLayers === null || layers === null ? name : `${name}, ${formatCount(gpuLayers)} of ${formatNoun(layers, "layer")} on the GPU`;
}

/** temperature 0.2, top-k 40, top-p 0.9: what is off is left out. */
export function samplingWords({ temperature, topK, topP, minP, repeatPenalty, frequencyPenalty, presencePenalty, repeatLastN }: ResolvedSampling): string {
  const hasPenalty = repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0;
  const parts = [
    `temperature ${temperature}`,
    topK > 0 && `top-k ${topK}`,
    topP < 1 && `top-p ${topP}`,
    minP > 0 && `min-p ${minP}`,
    repeatPenalty !== 1 && `repeat penalty ${repeatPenalty}`,
    frequencyPenalty !== 0 && `frequency penalty ${frequencyPenalty}`,
    presencePenalty !== 0 && `presence penalty ${presencePenalty}`,
    hasPenalty && `over ${repeatLastN} tokens`,
  ];
  return parts.filter(Boolean).join(", ");
}

const ends: Record<FinishReason, string> = {
  stop: "stop: the model's end token or a stop string",
  length: "length: max tokens reached",
  context: "context: the context is full",
  "tool-calls": "tool calls: it waits for a tool's answer",
  "content-filter": "content filter: the server held it back",
  other: "other: its server gave a reason of its own",
};

/** Everything recorded of how an answer was made. What is not known is left out. */
export function conditionFacts({ conditions, usage, finishReason, model }: Interaction): Fact[] {
  const { modelSha256, templateSha256, engine, devices, threads, contextTokens, slots, slot, slotsBusy, cachedTokens, promptBatchTokens, samplingChain, sampling, slowerThanRecord, adapters, guesses, droppedTokens } = conditions;
  const facts: Fact[] = [];
  const add = (label: string, text: string | null, copy = text, isCode = false) => text !== null && facts.push({ label, text, copy: copy ?? text, ...(isCode ? { isCode } : {}) });
  add("Model", model);
  add("Model hash", modelSha256 && `sha256 ${formatHash(modelSha256)}`, modelSha256, true);
  add("Template", templateSha256 && `sha256 ${formatHash(templateSha256)}`, templateSha256, true);
  add("Engine", engine, engine, true);
  add("Backend", backendWords(conditions));
  add("Devices", devices.length > 0 ? devices.join(", ") : null);
  add("Threads", threads === null ? null : formatCount(threads), String(threads));
  if (sampling) {
    add("Sampling", samplingWords(sampling), JSON.stringify(sampling));
    add("Chain", samplingChain.length > 0 ? samplingChain.join(" → ") : null);
    add("Seed", String(sampling.seed));
    add("Max tokens", sampling.maxTokens === null ? "until the context is full" : formatCount(sampling.maxTokens), String(sampling.maxTokens));
    add("Stop strings", sampling.stop.length > 0 ? sampling.stop.map((each) => JSON.stringify(each)).join(", ") : null, JSON.stringify(sampling.stop), true);
  }
  const used = usage.promptTokens === null ? null : usage.promptTokens + (usage.completionTokens ?? 0);
  add("Context", contextTokens === null ? null : used === null ? formatNoun(contextTokens, "token") : `${formatCount(used)} of ${formatNoun(contextTokens, "token")}`, String(contextTokens));
  add("Slots", slots === null ? null : slot === null ? formatNoun(slots, "slot") : `slot ${slot + 1} of ${slots}${slotsBusy === null ? "" : `, ${slotsBusy} busy`}`);
  add("Cache", cachedTokens === null ? null : `${formatCount(cachedTokens)}${usage.promptTokens === null ? "" : ` of ${formatNoun(usage.promptTokens, "prompt token")}`} reused`, String(cachedTokens));
  add("Prompt batch", promptBatchTokens === null ? null : formatNoun(promptBatchTokens, "token"), String(promptBatchTokens));
  add("Adapters", adapters.length > 0 ? adapters.map(({ name, scale }) => `${name} × ${scale}`).join(", ") : null, JSON.stringify(adapters));
  add("Guessed ahead", guesses && guesses.drafted > 0 ? `${formatCount(guesses.accepted)} of ${formatNoun(guesses.drafted, "token")} taken, ${formatPercent(guesses.accepted / guesses.drafted)}` : null);
  add("Forgotten", droppedTokens > 0 ? `the oldest ${formatNoun(droppedTokens, "token")}, to make room` : null, String(droppedTokens));
  add("Speed", slowerThanRecord ? `${formatSpeed(slowerThanRecord.tokensPerSecond)}, far below this model's record of ${formatSpeed(slowerThanRecord.recordTokensPerSecond)}` : null);
  add("Finish", finishReason && ends[finishReason], finishReason);
  return facts;
}
