import type { ResolvedSampling } from "../../../shared/schemas/chat.ts";

type RowName = "temperature" | "topP" | "topK" | "minP" | "repeatPenalty" | "maxTokens" | "frequencyPenalty" | "presencePenalty" | "repeatLastN" | "xtcProbability" | "xtcThreshold" | "dryStrength" | "dryBase" | "dryAllowedLength" | "dryLastN";
export type Row = { name: RowName; label: string; title: string; min: number; max: number; step: number; sliderMax?: number; none?: string };

/** What is set most. */
export const mainRows: readonly Row[] = [
  { name: "temperature", label: "Temperature", title: "0 always takes the likeliest token; higher values vary more", min: 0, max: 5, sliderMax: 2, step: 0.05 },
  { name: "topP", label: "Top-p", title: "Only the likeliest tokens that together have this probability; 1 is off", min: 0, max: 1, step: 0.01 },
  { name: "topK", label: "Top-k", title: "Only this many of the likeliest tokens; 0 is off", min: 0, max: 100_000, sliderMax: 200, step: 1 },
  { name: "minP", label: "Min-p", title: "Only tokens at least this share as likely as the likeliest; 0 is off", min: 0, max: 1, step: 0.01 },
  { name: "repeatPenalty", label: "Repeat penalty", title: "Makes recent tokens less likely; 1 is off", min: 0.1, max: 10, sliderMax: 2, step: 0.05 },
  { name: "maxTokens", label: "Max tokens", title: "The answer ends after this many tokens; empty: when the context is full", min: 1, max: 1_000_000, sliderMax: 2048, step: 1, none: "no limit" },
];

/** What is set seldom. */
export const advancedRows: readonly Row[] = [
  { name: "repeatLastN", label: "Penalty window", title: "How many of the last tokens the penalties look at", min: 0, max: 4096, sliderMax: 512, step: 1 },
  { name: "frequencyPenalty", label: "Frequency", title: "Makes a token less likely each time that it came; 0 is off", min: -10, max: 10, sliderMax: 2, step: 0.05 },
  { name: "presencePenalty", label: "Presence", title: "Makes a token less likely once it came; 0 is off", min: -10, max: 10, sliderMax: 2, step: 0.05 },
  { name: "xtcProbability", label: "XTC chance", title: "How often the likeliest tokens are left out, so that the answer is less expected; 0 is off", min: 0, max: 1, step: 0.01 },
  { name: "xtcThreshold", label: "XTC threshold", title: "Tokens at least this likely can be left out", min: 0, max: 1, step: 0.01 },
  { name: "dryStrength", label: "DRY strength", title: "How strongly a longer repetition is held back; 0 is off", min: 0, max: 10, sliderMax: 4, step: 0.05 },
  { name: "dryBase", label: "DRY base", title: "How fast that grows with the length of the repetition", min: 1, max: 10, sliderMax: 4, step: 0.05 },
  { name: "dryAllowedLength", label: "DRY length", title: "Repetitions up to this many tokens are let through", min: 1, max: 1000, sliderMax: 32, step: 1 },
  { name: "dryLastN", label: "DRY window", title: "How many of the last tokens are looked through; −1 is all", min: -1, max: 1_000_000, sliderMax: 4096, step: 1 },
];

/** What holds where nothing is set. Without a seed one is drawn. */
export type SamplingBase = Pick<ResolvedSampling, RowName | "stop"> & { seed?: number };
