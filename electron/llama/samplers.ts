import type { SequenceEvaluateOptions, Token } from "node-llama-cpp";
import type { ResolvedSampling } from "../../shared/schemas/chat.ts";

/** The options of node-llama-cpp's sampler; `lastTokens` are those that penalties look at, the newest last. */
export function samplerOptions(sampling: ResolvedSampling, lastTokens: () => Token[]): SequenceEvaluateOptions {
  const { temperature, topK, topP, minP, seed, repeatPenalty, frequencyPenalty, presencePenalty, repeatLastN } = sampling;
  return {
    temperature, topK, topP, minP, seed,
    ...(hasPenalties(sampling) && { repeatPenalty: { punishTokens: lastTokens, maxPunishTokens: repeatLastN, penalty: repeatPenalty, frequencyPenalty, presencePenalty } }),
  };
}

/** Whether tokens that stood already are less likely. */
export function hasPenalties({ repeatPenalty, frequencyPenalty, presencePenalty, repeatLastN }: ResolvedSampling): boolean {
  return repeatLastN > 0 && (repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0);
}

/** The samplers in the order of their work (node-llama-cpp's AddonSampler.cpp, `rebuildChainIfNeeded`); those that are off left out. */
export function samplingChain(sampling: ResolvedSampling): string[] {
  const { temperature, topK, topP, minP, seed, repeatPenalty, frequencyPenalty, presencePenalty, repeatLastN } = sampling;
  const penalties = hasPenalties(sampling) ? [`penalties repeat ${repeatPenalty} frequency ${frequencyPenalty} presence ${presencePenalty} last ${repeatLastN}`] : [];
  if (temperature === 0) return [...penalties, "greedy"];
  return [
    ...penalties,
    ...(topK > 0 ? [`top-k ${topK}`] : []),
    ...(topP < 1 ? [`top-p ${topP}`] : []),
    ...(minP > 0 ? [`min-p ${minP}`] : []),
    `temperature ${temperature}`,
    `random seed ${seed}`,
  ];
}
