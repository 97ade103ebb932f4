import type { LlamaContract } from "../../../../shared/llama.ts";
import type { Client } from "../../../../shared/rpc/contract.ts";
import { samplingDefaults } from "../../../../shared/schemas/chat.ts";
import { AppError } from "../../../../shared/errors.ts";
import { median } from "./median.ts";
import type { Measurement } from "./benchPlan.ts";

type Ask = Client<LlamaContract>["model"];
/** What one round gave. The rates are null where there was too little to tell. */
export type Rates = { promptTokensPerSecond: number | null; generationTokensPerSecond: number | null; firstTokenMs: number };

type Answer = { startedAt: number; firstAt: number; endedAt: number; tokens: number; promptMs: number };

/** Fewer tokens than this take no time that could be measured. */
const fewestPromptTokens = 64;

/** Asks each of `measurement.streams` answers at once, spread over `replicas` in turn. `promptFor` gives each a prompt of its own. */
export async function measure(replicas: Ask[], measurement: Measurement, promptFor: (tokens: number) => number[], signal: AbortSignal): Promise<Rates> {
  const prompts = Array.from({ length: measurement.streams }, () => promptFor(measurement.promptTokens));
  const answers = await Promise.all(prompts.map((prompt, stream) => ask(replicas[stream % replicas.length]!, prompt, measurement, signal)));
  return ratesOf(answers, measurement.promptTokens);
}

async function ask(model: Ask, promptTokens: number[], { answerTokens, batchTokens }: Measurement, signal: AbortSignal): Promise<Answer> {
  const answer: Answer = { startedAt: performance.now(), firstAt: 0, endedAt: 0, tokens: 0, promptMs: 0 };
  const sampling = { ...samplingDefaults, temperature: 0, seed: 0, stop: [], maxTokens: answerTokens, ignoreEnd: true };
  for await (const event of model.generate({ promptTokens, sampling, reuse: "none", batchTokens }, signal)) {
    if (event.type === "tokens") {
      answer.firstAt ||= performance.now();
      answer.tokens += event.tokens.length;
    } else if (event.type === "done") answer.promptMs = event.promptMs;
  }
  answer.endedAt = performance.now();
  if (answer.tokens < answerTokens) throw new AppError("internal", `The model gave ${answer.tokens} of ${answerTokens} tokens and ended: its speed can't be compared.`);
  return answer;
}

/** All answers of one round together: tokens after the first ones, from the first of them to the end of the last answer. */
export function ratesOf(answers: Answer[], promptTokens: number): Rates {
  const startedAt = Math.min(...answers.map((answer) => answer.startedAt));
  const [firstAt, lastFirstAt] = [Math.min(...answers.map((answer) => answer.firstAt)), Math.max(...answers.map((answer) => answer.firstAt))];
  const endedAt = Math.max(...answers.map((answer) => answer.endedAt));
  const generated = answers.reduce((sum, { tokens }) => sum + tokens - 1, 0);
  const promptMs = answers.length === 1 ? answers[0]!.promptMs : lastFirstAt - startedAt;
  return {
    promptTokensPerSecond: promptTokens < fewestPromptTokens ? null : (promptTokens * answers.length * 1000) / promptMs,
    generationTokensPerSecond: generated === 0 ? null : (generated * 1000) / (endedAt - firstAt),
    firstTokenMs: median(answers.map((answer) => answer.firstAt - answer.startedAt)),
  };
}
