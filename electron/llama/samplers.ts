import { TokenBias, type LlamaModel, type SequenceEvaluateOptions, type Token } from "node-llama-cpp";
import type { ResolvedSampling } from "../../shared/schemas/chat.ts";

/** The options of node-llama-cpp's sampler; `lastTokens` are those that penalties look at, the newest last. */
export function samplerOptions(model: LlamaModel, sampling: ResolvedSampling, lastTokens: () => Token[]): SequenceEvaluateOptions {
  const { temperature, topK, topP, minP, seed, repeatPenalty, frequencyPenalty, presencePenalty, repeatLastN, xtcProbability, xtcThreshold } = sampling;
  const { dryStrength, dryBase, dryAllowedLength, dryLastN, drySequenceBreakers, logitBias } = sampling;
  return {
    temperature, topK, topP, minP, seed,
    ...(Object.keys(logitBias).length > 0 && { tokenBias: biasOf(model, logitBias) }),
    ...(hasPenalties(sampling) && { repeatPenalty: { punishTokens: lastTokens, maxPunishTokens: repeatLastN, penalty: repeatPenalty, frequencyPenalty, presencePenalty } }),
    ...(hasDry(sampling) && { dryRepeatPenalty: { strength: dryStrength, base: dryBase, allowedLength: dryAllowedLength, lastTokens: dryLastN < 0 ? null : dryLastN, sequenceBreakers: drySequenceBreakers } }),
    ...(xtcProbability > 0 && { xtc: { probability: xtcProbability, threshold: xtcThreshold } }),
  };
}

/** A bias of an end token is not given on: node-llama-cpp leaves those as they are. */
function biasOf(model: LlamaModel, logitBias: ResolvedSampling["logitBias"]): TokenBias {
  const bias = TokenBias.for(model);
  for (const [token, logit] of Object.entries(logitBias)) bias.set(Number(token) as Token, logit <= neverBias ? "never" : { logit });
  return bias;
}

/** As in OpenAI's API: this much is a ban. */
const neverBias = -100;

/** Whether tokens that stood already are less likely. */
export function hasPenalties({ repeatPenalty, frequencyPenalty, presencePenalty, repeatLastN }: ResolvedSampling): boolean {
  return repeatLastN > 0 && (repeatPenalty !== 1 || frequencyPenalty !== 0 || presencePenalty !== 0);
}

const hasDry = ({ dryStrength, dryLastN }: ResolvedSampling): boolean => dryStrength > 0 && dryLastN !== 0;

/**
 * The samplers in the order of their work (node-llama-cpp's AddonSampler.cpp, `rebuildChainIfNeeded`); those that are off left out. A
 * grammar comes first by name, though a token is drawn without it and only drawn again with it where it breaks it (`sample`).
 */
export function samplingChain(sampling: ResolvedSampling, grammar?: string): string[] {
  const { temperature, topK, topP, minP, seed, repeatPenalty, frequencyPenalty, presencePenalty, repeatLastN, xtcProbability, xtcThreshold, logitBias } = sampling;
  const { dryStrength, dryBase, dryAllowedLength, dryLastN } = sampling;
  const biased = Object.keys(logitBias).length;
  const xtc = xtcProbability > 0 ? [`xtc probability ${xtcProbability} threshold ${xtcThreshold}`] : [];
  const before = [
    ...(grammar === undefined ? [] : [`grammar ${grammar}`]),
    ...(biased > 0 ? [`logit-bias of ${biased}`] : []),
    ...(hasPenalties(sampling) ? [`penalties repeat ${repeatPenalty} frequency ${frequencyPenalty} presence ${presencePenalty} last ${repeatLastN}`] : []),
    ...(hasDry(sampling) ? [`dry strength ${dryStrength} base ${dryBase} allowed ${dryAllowedLength} last ${dryLastN < 0 ? "all" : dryLastN}`] : []),
  ];
  if (temperature === 0) return [...before, ...xtc, "greedy"];
  return [
    ...before,
    ...(topK > 0 ? [`top-k ${topK}`] : []),
    ...(topP < 1 ? [`top-p ${topP}`] : []),
    ...(minP > 0 ? [`min-p ${minP}`] : []),
    ...xtc,
    `temperature ${temperature}`,
    `random seed ${seed}`,
  ];
}
