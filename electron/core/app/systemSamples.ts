import { setTimeout as delay } from "node:timers/promises";
import type { SystemSample } from "../../../shared/schemas/app.ts";

const everyMs = 1000;
/** Asking for the GPUs starts programs (nvidia-smi, lspci), so it is done more seldom, and hardly ever where there is none. */
const gpusEveryMs = 5000;
const missingGpusEveryMs = 120_000;

/**
 * The machine's load, one sample a second while anyone listens: all listeners share one measurement. `systeminformation` is
 * loaded with the first listener.
 */
export function createSystemSamples({ now }: { now: () => number }) {
  let latest: Promise<SystemSample> | undefined;
  let latestAt = -Infinity;
  let gpus: SystemSample["gpus"] = [];
  let gpusAskedAt = -Infinity;
  let isAsking = false;

  /** Never waited for: a driver that hangs must not stop the samples. */
  async function refreshGpus() {
    if (isAsking || performance.now() - gpusAskedAt < (gpus.length > 0 ? gpusEveryMs : missingGpusEveryMs)) return;
    isAsking = true;
    gpusAskedAt = performance.now();
    gpus = await readGpus().catch(() => []).finally(() => (isAsking = false));
  }

  async function measure(): Promise<SystemSample> {
    const { default: machine } = await import("systeminformation");
    void refreshGpus();
    const [load, memory] = await Promise.all([machine.currentLoad(), machine.mem()]);
    return {
      at: now(),
      cpu: Number.isFinite(load.currentLoad) ? load.currentLoad / 100 : null,
      memoryUsedBytes: memory.total - memory.available,
      memoryTotalBytes: memory.total,
      gpus,
    };
  }

  return async function* samples(signal: AbortSignal): AsyncGenerator<SystemSample> {
    while (!signal.aborted) {
      if (performance.now() - latestAt > everyMs * 0.9) {
        latestAt = performance.now();
        latest = measure();
      }
      yield await latest!;
      await delay(everyMs, undefined, { signal }).catch(() => {});
    }
  };
}

async function readGpus(): Promise<SystemSample["gpus"]> {
  const { default: machine } = await import("systeminformation");
  const bytes = (mebibytes: number | null | undefined) => (mebibytes == null ? null : mebibytes * 1024 * 1024);
  const { controllers } = await machine.graphics();
  return controllers
    // What shares the machine's memory, or only draws a screen, runs no model.
    .filter(({ memoryTotal, vram, vramDynamic }) => (memoryTotal ?? 0) > 0 || ((vram ?? 0) > 0 && !vramDynamic))
    .map((gpu) => ({
      name: [gpu.vendor, gpu.name ?? gpu.model].filter(Boolean).join(" "),
      utilization: gpu.utilizationGpu == null ? null : gpu.utilizationGpu / 100,
      memoryUsedBytes: bytes(gpu.memoryUsed),
      memoryTotalBytes: bytes(gpu.memoryTotal ?? gpu.vram),
    }));
}
