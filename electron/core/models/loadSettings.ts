import { availableParallelism } from "node:os";
import { automaticContextTokens } from "../../../shared/gguf/automaticContextTokens.ts";
import type { LoadSettings } from "../../../shared/llama.ts";
import type { ModelSettings } from "../../../shared/schemas/model.ts";

/**
 * A model's settings with every choice made. More threads than cores make a stream many times slower, and one core is left for the
 * rest. `gpu` is the choice for models that say `auto`.
 */
export function loadSettings(model: { settings: ModelSettings; contextLength: number }, gpu: ModelSettings["gpu"]): LoadSettings {
  const { settings, contextLength } = model;
  const { slots, gpuLayers, kvType, promptLookup, contextShift } = settings;
  return {
    gpu: settings.gpu === "auto" ? gpu : settings.gpu,
    threads: settings.threads ?? Math.max(1, availableParallelism() - 1),
    contextTokens: settings.contextTokens ?? automaticContextTokens(contextLength),
    slots, gpuLayers, kvType, promptLookup, contextShift,
  };
}
