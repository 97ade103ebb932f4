import type { Settings, SystemSample } from "../../../../shared/schemas/app.ts";
import type { Fit as FitResult, MemoryParts } from "../../../../shared/schemas/fit.ts";
import type { Model } from "../../../../shared/schemas/model.ts";

/** The memory that a model would lie in. */
export type Room = { name: string; usedBytes: number; totalBytes: number };

/** Whether the model's layers go to a GPU: what its process says, else its own setting, else the app's. */
export function usesGpu({ runtime, settings }: Pick<Model, "runtime" | "settings">, appGpu: Settings["gpu"]): boolean {
  if (runtime.state === "loaded") return runtime.runtime.gpuLayers > 0;
  return (settings.gpu === "auto" ? appGpu : settings.gpu) !== "off";
}

/** The first GPU whose memory is known, for a model that uses it; else the computer's memory. */
export function roomFor(sample: SystemSample, onGpu: boolean): Room {
  const device = !onGpu ? undefined : sample.gpus.find((each) => each.memoryTotalBytes !== null && each.memoryUsedBytes !== null);
  if (device) return { name: device.name, usedBytes: device.memoryUsedBytes ?? 0, totalBytes: device.memoryTotalBytes ?? 0 };
  return { name: "this computer", usedBytes: sample.memoryUsedBytes, totalBytes: sample.memoryTotalBytes };
}

export type FitWord = "fits" | "after unloading" | "too large";

/** Whether `totalBytes` fit into what is free, into all of it, or not at all. */
export function fitOf(totalBytes: number, room: Room): FitWord {
  if (totalBytes <= room.totalBytes - room.usedBytes) return "fits";
  return totalBytes <= room.totalBytes ? "after unloading" : "too large";
}

export type Part = { key: "weights" | "kv" | "buf" | "other"; name: string; bytes: number };

/** The parts of what a model takes, in the order in which they are drawn. */
export function partsOf(parts: MemoryParts): Part[] {
  return [
    { key: "weights", name: "Weights", bytes: parts.weightsBytes + parts.repackedBytes },
    { key: "kv", name: "KV cache", bytes: parts.kvCacheBytes },
    { key: "buf", name: "Compute buffers", bytes: parts.computeBytes },
    { key: "other", name: "Process", bytes: parts.overheadBytes },
  ];
}

/** How far the measurement is from the estimate, as a share of the measurement: 0.05 is an estimate 5% too high. */
export function estimateError({ totalBytes, measured }: Pick<FitResult, "totalBytes" | "measured">): number | null {
  return measured === null || measured.bytes <= 0 ? null : totalBytes / measured.bytes - 1;
}
