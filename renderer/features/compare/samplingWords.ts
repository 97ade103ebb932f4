import type { Comparison } from "../../../shared/schemas/comparison.ts";

const names: Record<string, string> = { temperature: "temperature", topK: "top-k", topP: "top-p", minP: "min-p", repeatPenalty: "repeat penalty", frequencyPenalty: "frequency penalty", presencePenalty: "presence penalty", repeatLastN: "penalty window", seed: "seed", maxTokens: "max tokens", stop: "stop" };

/** What all answers were drawn with, as `temperature 0, seed 4021`. */
export function samplingWords({ sampling, inputs }: Pick<Comparison, "sampling" | "inputs">): string {
  if (sampling === null) return inputs.some(({ interactionId }) => interactionId !== null) ? "sampled as recorded" : "default sampling";
  const words = Object.entries(sampling).flatMap(([name, value]) => (value === undefined ? [] : [`${names[name] ?? name} ${typeof value === "object" ? JSON.stringify(value).slice(1, -1) : value}`]));
  return words.length === 0 ? "default sampling" : words.join(", ");
}
