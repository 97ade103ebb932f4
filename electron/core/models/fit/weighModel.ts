import { addNeeds, estimateMemory, type MemoryNeed } from "../../../../shared/gguf/estimate.ts";
import type { MemoryShape } from "../../../../shared/gguf/memoryShape.ts";
import type { Fit } from "../../../../shared/schemas/fit.ts";
import type { ModelSettings } from "../../../../shared/schemas/model.ts";
import { loadSettings } from "../loadSettings.ts";
import { replicaPlan, type ReplicaPlan } from "../runtime/replicaPlan.ts";
import type { GpuDevices } from "./gpuDevices.ts";

export type Weighing = {
  shape: MemoryShape;
  /** Of the model that guesses ahead. */
  draft: MemoryShape | null;
  contextLength: number;
  /** For models that say `auto`. */
  gpu: ModelSettings["gpu"];
  devices: GpuDevices;
  measuredReplicas: ReplicaPlan | null;
  processor: string;
};
export type Weighed = { resolved: Fit["resolved"]; need: MemoryNeed };

/** What a model takes with `settings`, every choice made. Layers that nobody set: as many as fit into the GPU's free memory. */
export function weighModel(settings: ModelSettings, { shape, draft, contextLength, gpu, devices, measuredReplicas, processor }: Weighing): Weighed {
  const { replicas, threads } = replicaPlan(settings, measuredReplicas);
  const { contextTokens, slots, kvType, gpu: backend } = loadSettings({ settings: { ...settings, threads }, contextLength }, gpu);
  const layers = shape.layerBytes.length + 1;
  const weigh = (gpuLayers: number) => {
    const need = estimateMemory(shape, { contextTokens, slots, kvType, gpuLayers, replicas, processor });
    // A draft model lies on the GPU as a whole where there is one (node-llama-cpp's default), in 16 bits.
    return draft ? addNeeds(need, estimateMemory(draft, { contextTokens, slots, kvType: "f16", gpuLayers: gpuLayers > 0 ? draft.layerBytes.length + 1 : 0, replicas, processor, isBeside: true })) : need;
  };
  let gpuLayers = 0;
  if (devices.names.length > 0) {
    gpuLayers = Math.min(settings.gpuLayers ?? layers, layers);
    while (settings.gpuLayers === null && gpuLayers > 0 && weigh(gpuLayers).onGpuBytes > devices.freeBytes) gpuLayers--;
  }
  return { resolved: { gpu: backend, gpuLayers, layers, threads, contextTokens, slots, replicas, kvType }, need: weigh(gpuLayers) };
}
