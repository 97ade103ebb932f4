import type { z } from "zod";
import type { Settings, SystemSample } from "../../../shared/schemas/app.ts";
import type { Estimate, Model, ModelSettings } from "../../../shared/schemas/model.ts";

/** Tokens of a slot when the settings leave it open (see `ModelSettings`). */
export const automaticContextTokens = 8192;

/** What a model needs with its settings, in bytes. */
export type Need = { weightsBytes: number; contextBytes: number; buffersBytes: number; totalBytes: number; contextTokens: number; slots: number };

/** Tokens that one slot holds: as set, else what the file was trained for, at most 8,192. */
export function contextTokensOf(settings: ModelSettings, contextLength: number): number {
  return settings.contextTokens ?? Math.min(contextLength, automaticContextTokens);
}

/** The estimate of an inspection (one slot of `estimate.contextTokens`) for the settings: the cache of the context grows with tokens and slots. */
export function needOf(estimate: z.infer<typeof Estimate>, settings: ModelSettings, contextLength: number): Need {
  const contextTokens = contextTokensOf(settings, contextLength);
  const contextBytes = estimate.contextTokens > 0 ? (estimate.kvCacheBytes / estimate.contextTokens) * contextTokens * settings.slots : 0;
  const { weightsBytes, computeBytes: buffersBytes } = estimate;
  return { weightsBytes, contextBytes, buffersBytes, totalBytes: weightsBytes + contextBytes + buffersBytes, contextTokens, slots: settings.slots };
}

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

export type Fit = "fits" | "after unloading" | "too large";

/** Whether `totalBytes` fit into what is free, into all of it, or not at all. */
export function fitOf(totalBytes: number, room: Room): Fit {
  if (totalBytes <= room.totalBytes - room.usedBytes) return "fits";
  return totalBytes <= room.totalBytes ? "after unloading" : "too large";
}
