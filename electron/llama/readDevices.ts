import type { Llama } from "node-llama-cpp";
import type { ModelSettings } from "../../shared/schemas/model.ts";
import { openLlama } from "./openLlama.ts";

/** The devices that `gpu` would use, by name, and their memory together in bytes. None where models run on the processor. */
export async function readDevices(gpu: ModelSettings["gpu"]): Promise<{ backend: string; names: string[]; freeBytes: number; totalBytes: number }> {
  const llama = await openLlama({ gpu, threads: 1 });
  try {
    return await devicesOf(llama);
  } finally {
    await llama.dispose();
  }
}

async function devicesOf(llama: Llama): Promise<{ backend: string; names: string[]; freeBytes: number; totalBytes: number }> {
  if (llama.gpu === false) return { backend: "cpu", names: [], freeBytes: 0, totalBytes: 0 };
  const [names, { free, total }] = await Promise.all([llama.getGpuDeviceNames(), llama.getVramState()]);
  return { backend: llama.gpu, names, freeBytes: free, totalBytes: total };
}
