import { getModuleVersion, type GgmlType, type LlamaContextSequence, type LlamaModel } from "node-llama-cpp";
import type { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import type { LoadRequest } from "../../shared/llama.ts";
import type { KvType, Runtime } from "../../shared/schemas/model.ts";
import { checkAddressSpace, checkMemory } from "./checkMemory.ts";
import { loadFailed, openLlama } from "./openLlama.ts";
import { createSlots, type Slots } from "./slots.ts";
import { createTokenText } from "./tokenText.ts";

export type Engine = { model: LlamaModel; sequences: LlamaContextSequence[]; slots: Slots; runtime: Runtime; beginText: ReturnType<typeof createTokenText> };

/** Loads the model and makes its slots, each an own sequence of one context. `report` gets the progress from 0 to 1. Throws `model-load-failed`. */
export async function loadEngine({ path, settings, expectedBytes }: z.infer<typeof LoadRequest>, report: (progress: number) => void): Promise<Engine> {
  const { threads, slots, contextTokens, kvType } = settings;
  const llama = await openLlama(settings);
  try {
    if (expectedBytes !== null) checkAddressSpace(expectedBytes);
    const gpuLayers = llama.gpu === false ? 0 : (settings.gpuLayers ?? { fitContext: { contextSize: contextTokens * slots } });
    const model = await llama.loadModel({ modelPath: path, gpuLayers, onLoadProgress: report, ignoreMemorySafetyChecks: llama.gpu === false });
    await checkMemory(llama, model, settings);
    // The default makes a context that does not fit smaller without a word, and tries it out first, which can use up the memory.
    const context = await model.createContext({ contextSize: contextTokens, sequences: slots, threads, ...kvOptions(kvType), failedCreationRemedy: false, ignoreMemorySafetyChecks: true });
    const sequences = Array.from({ length: slots }, () => context.getSequence({ contextShift: { strategy: refuseToCut } }));
    const runtime: Runtime = {
      pid: process.pid,
      engine: `node-llama-cpp ${await getModuleVersion()}, llama.cpp ${llama.llamaCppRelease.release}`,
      backend: llama.gpu === false ? "cpu" : llama.gpu,
      devices: llama.gpu === false ? [] : await llama.getGpuDeviceNames(),
      gpuLayers: model.gpuLayers,
      layers: model.fileInsights.totalLayers,
      threads: context.currentThreads,
      contextTokens,
      slots,
      kvType,
    };
    return { model, sequences, slots: createSlots(slots), runtime, beginText: createTokenText(model) };
  } catch (error) {
    throw loadFailed(error);
  }
}

/** The default would erase the beginning of a conversation to make room, and say nothing. */
function refuseToCut(): never {
  throw new AppError("context-exceeded", "The context is full.");
}

/** What the context keeps keys and values in. llama.cpp reads quantized values only with flash attention. */
function kvOptions(kvType: KvType) {
  if (kvType === "f16") return {};
  const type = kvType.toUpperCase() as Uppercase<KvType> & keyof typeof GgmlType;
  return { experimentalKvCacheKeyType: type, experimentalKvCacheValueType: type, ...(isQuantized(kvType) && { flashAttention: true }) };
}

const isQuantized = (kvType: KvType) => !["f32", "f16", "bf16"].includes(kvType);
