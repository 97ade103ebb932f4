import type { z } from "zod";
import type { GenerateRequest } from "../../../shared/llama.ts";
import { hasPenalties } from "../samplers.ts";

/**
 * Whether guessing ahead leaves this answer as it is: at temperature 0, and where nothing looks at the tokens before (penalties, DRY, a
 * grammar), at chance (XTC) or at each token's evaluation (log-probabilities). With chance each guess would use up a random number.
 */
export function canGuess({ sampling, grammar, logprobs, promptLogprobs }: z.infer<typeof GenerateRequest>): boolean {
  return sampling.temperature === 0 && !hasPenalties(sampling) && sampling.dryStrength === 0 && sampling.xtcProbability === 0 && !grammar && !logprobs && !promptLogprobs;
}
