import { isDeepStrictEqual } from "node:util";
import type { Conditions } from "../../../shared/schemas/interaction.ts";
import type { Difference } from "../../../shared/schemas/replay.ts";

/** The recorded facts behind each named difference. The index of a slot is not among them: slots are alike. */
const facts: Record<Exclude<Difference, "redaction">, (conditions: Conditions) => unknown[]> = {
  model: (c) => [c.modelSha256],
  template: (c) => [c.templateSha256],
  engine: (c) => [c.engine],
  backend: (c) => [c.backend, c.devices, c.gpuLayers, c.threads],
  parameters: (c) => [c.sampling, c.samplingChain, c.contextTokens, c.adapters],
  slots: (c) => [c.slots, c.slotsBusy],
  cache: (c) => [c.isReuseExact ? 0 : c.cachedTokens, c.promptBatchTokens, c.guesses !== null],
};

/** Which recorded conditions are not the same. What one side does not know counts as a difference only where the other does. */
export function differences(original: Conditions, replayed: Conditions): Difference[] {
  return (Object.keys(facts) as (keyof typeof facts)[]).filter((name) => !isDeepStrictEqual(facts[name](original), facts[name](replayed)));
}
