import { getLlama, getModuleVersion, LlamaLogLevel, NoBinaryFoundError, type Llama, type LlamaContextSequence, type LlamaModel } from "node-llama-cpp";
import type { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import type { LoadRequest } from "../../shared/llama.ts";
import type { Runtime } from "../../shared/schemas/model.ts";
import { checkMemory } from "./checkMemory.ts";
import { createSlots, type Slots } from "./slots.ts";
import { createTokenText } from "./tokenText.ts";

type Settings = z.infer<typeof LoadRequest>["settings"];
export type Engine = { model: LlamaModel; sequences: LlamaContextSequence[]; slots: Slots; runtime: Runtime; beginText: ReturnType<typeof createTokenText> };

/** Loads the model and makes its slots, each an own sequence of one context. `report` gets the progress from 0 to 1. Throws `model-load-failed`. */
export async function loadEngine({ path, settings }: z.infer<typeof LoadRequest>, report: (progress: number) => void): Promise<Engine> {
  const { threads, slots, contextTokens } = settings;
  const llama = await openLlama(settings);
  try {
    const gpuLayers = llama.gpu === false ? 0 : { fitContext: { contextSize: contextTokens * slots } };
    const model = await llama.loadModel({ modelPath: path, gpuLayers, onLoadProgress: report, ignoreMemorySafetyChecks: llama.gpu === false });
    await checkMemory(llama, model, settings);
    // The default makes a context that does not fit smaller without a word, and tries it out first, which can use up the memory.
    const context = await model.createContext({ contextSize: contextTokens, sequences: slots, threads, failedCreationRemedy: false, ignoreMemorySafetyChecks: true });
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

async function openLlama({ gpu, threads }: Settings): Promise<Llama> {
  const open = (type: "auto" | "cuda" | "vulkan" | "metal" | false) =>
    getLlama({ gpu: type, build: "never", skipDownload: true, maxThreads: threads, logLevel: LlamaLogLevel.error, progressLogs: false, logger: (_level, message) => process.stderr.write(`${message}\n`) });
  try {
    const llama = await open(gpu === "off" ? false : gpu);
    // A driver can be there without a device, and a backend of another system falls back to none.
    const hasDevice = llama.gpu !== false && (await llama.getGpuDeviceNames()).length > 0;
    if (hasDevice || gpu === "off" || (gpu === "auto" && llama.gpu === false)) return llama;
    await llama.dispose();
    if (gpu === "auto") return await open(false);
  } catch (error) {
    if (!(error instanceof NoBinaryFoundError)) throw loadFailed(error);
  }
  if (gpu === "auto" || gpu === "off") throw new AppError("model-load-failed", `There is no build of llama.cpp for this machine (${process.platform}, ${process.arch}).`, { fix: "Install Tapedeck's dependencies again on this machine." });
  throw new AppError("model-load-failed", `The GPU backend ${gpu} was chosen, but this machine has no device for it.`, { fix: "Choose auto or off as the GPU in the model's settings or in Settings." });
}

function loadFailed(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError("model-load-failed", `llama.cpp could not load it: ${reason}.`, { fix: "If other models load, the file is damaged or of a kind that this llama.cpp does not know: get it again or try another one.", cause: error });
}
