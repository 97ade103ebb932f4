import { randomInt } from "node:crypto";
import { largestSeed, samplingDefaults, type ResolvedSampling, type Sampling } from "../../../shared/schemas/chat.ts";

/** Fills what was left out with the defaults, and draws a seed where none was given. */
export function resolveSampling(sampling: Sampling): ResolvedSampling {
  const given = Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined)) as Sampling;
  return { ...samplingDefaults, seed: randomInt(largestSeed + 1), ...given };
}
