import type { ModelSettings } from "../../../../shared/schemas/model.ts";
import type { LlamaProcess } from "../llamaProcess.ts";

/** GPUs as llama.cpp sees them. */
export type GpuDevices = { names: string[]; freeBytes: number; totalBytes: number };

const keptMs = 30_000;
const answerWithinMs = 20_000;

/** Asks llama.cpp, in a process of its own, which devices there are; what it said holds for half a minute. A backend that fails to open has none. */
export function createGpuDevices({ start }: { start: () => LlamaProcess }) {
  const known = new Map<ModelSettings["gpu"], { at: number; devices: Promise<GpuDevices> }>();

  async function ask(gpu: ModelSettings["gpu"]): Promise<GpuDevices> {
    const process = start();
    try {
      return await process.client.model.devices({ gpu }, AbortSignal.timeout(answerWithinMs));
    } catch {
      return { names: [], freeBytes: 0, totalBytes: 0 };
    } finally {
      await process.stop();
    }
  }

  return function gpuDevices(gpu: ModelSettings["gpu"]): Promise<GpuDevices> {
    const former = known.get(gpu);
    if (former && performance.now() - former.at < keptMs) return former.devices;
    const devices = gpu === "off" ? Promise.resolve({ names: [], freeBytes: 0, totalBytes: 0 }) : ask(gpu);
    known.set(gpu, { at: performance.now(), devices });
    return devices;
  };
}
