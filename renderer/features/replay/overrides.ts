import type { Sampling } from "../../../shared/schemas/chat.ts";
import { formatCount } from "../../format.ts";
import { readSetup, writeSetup } from "../playground/setup.ts";
import type { ReplayAsk } from "./replayStore.ts";

/** What a replay does otherwise than the recorded request. */
export type Overrides = { target: string | null; times: number; sampling: Sampling };

export const unchanged: Overrides = { target: null, times: 1, sampling: {} };
export const mostTimes = 1000;
const names: Record<keyof Sampling, string> = {
  temperature: "temperature", topK: "top-k", topP: "top-p", minP: "min-p", repeatPenalty: "repeat penalty", frequencyPenalty: "frequency penalty", presencePenalty: "presence penalty",
  repeatLastN: "penalties look back", xtcProbability: "XTC probability", xtcThreshold: "XTC threshold", dryStrength: "DRY strength", dryBase: "DRY base", dryAllowedLength: "DRY allowed length",
  dryLastN: "DRY looks back", drySequenceBreakers: "DRY breakers", logitBias: "logit bias", ignoreEnd: "ignore end tokens", seed: "seed", stop: "stop strings", maxTokens: "max tokens",
};

/** The overrides that an address says. */
export function readOverrides(address: URLSearchParams): Overrides {
  const { targets, sampling } = readSetup(address, 1);
  const times = Number(address.get("times") ?? 1);
  return { target: targets[0] ?? null, times: Number.isInteger(times) && times >= 1 && times <= mostTimes ? times : 1, sampling };
}

/** `address` with these overrides instead of those that it said. */
export function writeOverrides(address: URLSearchParams, { target, times, sampling }: Overrides): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const name of ["target", "times", ...Object.keys(names)]) next.delete(name);
  for (const [name, value] of writeSetup({ targets: [target], system: "", sampling })) next.append(name, value);
  if (times !== 1) next.set("times", String(times));
  return next;
}

export function askOf(interactionId: string, { target, times, sampling }: Overrides): ReplayAsk {
  return { interactionId, times, overrides: sampling, ...(target === null ? {} : { target }) };
}

/** 10 times, temperature 0.2, seed 7; `unchanged` where nothing but the number differs. The model is shown beside it. */
export function overrideWords({ times = 1, overrides = {}, target }: ReplayAsk): string {
  const changes = Object.entries(overrides).map(([name, value]) => `${names[name as keyof Sampling]} ${Array.isArray(value) ? value.map((each) => JSON.stringify(each)).join(" ") : typeof value === "object" ? JSON.stringify(value) : value}`);
  const often = times === 1 ? "once" : `${formatCount(times)} times`;
  return [often, ...(changes.length > 0 ? changes : target === undefined ? ["unchanged"] : [])].join(", ");
}
