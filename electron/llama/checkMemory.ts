import type { Llama, LlamaModel } from "node-llama-cpp";
import { AppError } from "../../shared/errors.ts";
import { freeAddressSpace } from "./readMemory.ts";

type Wanted = { contextTokens: number; slots: number };

/** Refuses a context that clearly does not fit beside the weights: the system would end this process, or others, on first use. Throws `model-load-failed` with both numbers. */
export async function checkMemory(llama: Llama, model: LlamaModel, { contextTokens, slots }: Wanted): Promise<void> {
  // The newer estimate tries the context out, which can itself use up the memory.
  const context = model.fileInsights.estimateContextResourceRequirements({ contextSize: contextTokens, sequences: slots, modelGpuLayers: model.gpuLayers, flashAttention: true });
  const [ram, swap, vram] = await Promise.all([llama.getRamState(), llama.getSwapState(), llama.getVramState()]);
  const isOffloaded = model.gpuLayers > 0;
  // Weights in memory are mapped from the file, and count as free there; on a GPU they have been loaded already.
  const inMemory = { place: "memory", neededBytes: context.cpuRam + (isOffloaded ? 0 : model.size), freeBytes: ram.free + Math.max(0, swap.allocated - swap.used) };
  const onGpu = { place: "GPU memory", neededBytes: context.gpuVram, freeBytes: vram.free };
  for (const { place, neededBytes, freeBytes } of isOffloaded ? [onGpu, inMemory] : [inMemory]) {
    if (neededBytes <= freeBytes) continue;
    throw new AppError("model-load-failed", `It needs ${gigabytes(neededBytes)} of ${place}, and ${gigabytes(freeBytes)} are free.`, {
      fix: `Unload other models, or lower the context (${contextTokens.toLocaleString("en")} tokens) or the slots (${slots}) in its settings.`,
      details: { neededBytes, freeBytes },
    });
  }
}

/** Refuses a load that would need more address space than this process may take: what llama.cpp can't allocate ends the process. */
export function checkAddressSpace(neededBytes: number): void {
  const freeBytes = freeAddressSpace();
  if (neededBytes <= freeBytes) return;
  throw new AppError("model-load-failed", `It needs ${gigabytes(neededBytes)} of memory, and ${gigabytes(freeBytes)} are free under the limit that was set for Tapedeck's processes.`, {
    fix: "Raise the limit (ulimit -v, prlimit --as), or lower the context or the slots in its settings.",
    details: { neededBytes, freeBytes },
  });
}

const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
