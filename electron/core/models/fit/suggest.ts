import type { Fit } from "../../../../shared/schemas/fit.ts";
import type { ModelSettings } from "../../../../shared/schemas/model.ts";
import type { Weighed } from "./weighModel.ts";

type Suggestion = Fit["suggestions"][number];

const leastContextTokens = 256;
const contextStep = 256;

/**
 * Other settings that fit, each with one change: the largest context, fewer slots, a smaller cache, one process, fewer layers on the
 * GPU; and, where none of them is enough, all of them together with the largest context. `weigh` gives what settings take, `fits` judges it.
 */
export function suggest(settings: ModelSettings, weigh: (settings: ModelSettings) => Weighed, fits: (weighed: Weighed) => boolean): Suggestion[] {
  const now = weigh(settings).resolved;
  const suggestions: Suggestion[] = [];

  function offer(what: string, changed: ModelSettings): void {
    const weighed = weigh(changed);
    if (fits(weighed)) suggestions.push({ what, settings: changed, totalBytes: weighed.need.totalBytes });
  }
  function offerContext(base: ModelSettings, before: string): void {
    const contextTokens = largest(now.contextTokens, (tokens) => fits(weigh({ ...base, contextTokens: tokens })));
    if (contextTokens !== null) offer(`${before}${before ? ", a" : "A"} context of ${contextTokens.toLocaleString("en")} tokens`, { ...base, contextTokens });
  }

  offerContext(settings, "");
  if (now.slots > 1) offer("One slot", { ...settings, slots: 1 });
  if (["f32", "f16", "bf16"].includes(now.kvType)) offer("A cache in 8 bits (q8_0)", { ...settings, kvType: "q8_0" });
  if (now.replicas > 1) offer("One process", { ...settings, replicas: 1 });
  if (now.gpuLayers > 0) {
    for (let gpuLayers = now.gpuLayers - 1; gpuLayers >= 0; gpuLayers--) {
      if (!fits(weigh({ ...settings, gpuLayers }))) continue;
      offer(gpuLayers === 0 ? "On the processor" : `${gpuLayers} of ${now.layers} layers on the GPU`, { ...settings, gpuLayers });
      break;
    }
  }
  if (suggestions.length === 0) offerContext({ ...settings, slots: 1, replicas: 1, kvType: "q8_0" }, "One slot in one process, a cache in 8 bits");
  return suggestions;
}

/** The largest context below `contextTokens` that fits, in steps of 256; null: not even the least does. */
function largest(contextTokens: number, fits: (contextTokens: number) => boolean): number | null {
  let good = 0;
  let bad = Math.ceil(contextTokens / contextStep);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle * contextStep)) good = middle;
    else bad = middle;
  }
  return good * contextStep >= leastContextTokens ? good * contextStep : null;
}
