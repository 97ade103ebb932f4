import type { Failure } from "../../../../shared/errors.ts";
import type { ModelNotice, ModelSettings, Runtime } from "../../../../shared/schemas/model.ts";

/** A model asked for a GPU and runs on the processor: null where that is no surprise. `hasUsedGpu`: this machine's GPU worked before. */
export function onCpuNotice({ gpu, gpuLayers }: Pick<ModelSettings, "gpu" | "gpuLayers">, runtime: Runtime, hasUsedGpu: boolean): ModelNotice | null {
  if (gpu === "off" || gpuLayers === 0 || runtime.gpuLayers > 0) return null;
  const devices = runtime.devices.join(", ");
  if (devices !== "") return { kind: "on-cpu", what: "It runs on the processor.", why: `None of its ${runtime.layers} layers fits into the free memory of ${devices}.`, fix: "Unload other models, or lower the context or the slots in its settings." };
  if (!hasUsedGpu && gpu === "auto") return null;
  return { kind: "on-cpu", what: "It runs on the processor.", why: "A GPU was used on this machine before, and llama.cpp finds none now.", fix: "See whether the driver works (tapedeck doctor), then load the model again; or choose off as its GPU." };
}

/** The settings failed, and the model runs with those that last worked. */
export function lastGoodNotice(failed: ModelSettings, runs: ModelSettings, failure: Failure): ModelNotice {
  return { kind: "last-good", what: `It runs with its last good settings: ${difference(failed, runs)}.`, why: failure.message, fix: failure.fix ?? "Change its settings, or load it again to try them once more." };
}

const names: Partial<Record<keyof ModelSettings, string>> = {
  gpu: "GPU", threads: "threads", contextTokens: "context", slots: "slots", gpuLayers: "GPU layers", kvType: "cache type", replicas: "replicas", draftModelId: "draft model", promptLookup: "prompt lookup", contextShift: "when the context is full",
};

/** "context 4,096 instead of 131,072, slots 1 instead of 4". */
export function difference(failed: ModelSettings, runs: ModelSettings): string {
  const keys = (Object.keys(names) as (keyof ModelSettings)[]).filter((key) => failed[key] !== runs[key]);
  return keys.map((key) => `${names[key]} ${shown(runs[key])} instead of ${shown(failed[key])}`).join(", ");
}

function shown(value: ModelSettings[keyof ModelSettings]): string {
  if (value === null) return "automatic";
  if (typeof value === "number") return value.toLocaleString("en");
  return typeof value === "boolean" ? (value ? "on" : "off") : value;
}
