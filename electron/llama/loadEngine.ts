import { getModuleVersion, type LlamaModel } from "node-llama-cpp";
import type { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import type { LoadRequest } from "../../shared/llama.ts";
import type { Runtime } from "../../shared/schemas/model.ts";
import { checkAddressSpace, checkMemory } from "./checkMemory.ts";
import { canShift } from "./contextShift.ts";
import { chooseFlashAttention, isPlainCache } from "./chooseFlashAttention.ts";
import { createLane } from "./lanes/lane.ts";
import { createLanes, type Lanes } from "./lanes/lanes.ts";
import { loadFailed, openLlama } from "./openLlama.ts";
import { createSavedStates, type StateStore } from "./prefix/savedStates.ts";
import { createShaping, type Shaping } from "./shaping.ts";
import { openGuessers } from "./speculation/openGuessers.ts";
import { createTokenText } from "./tokenText.ts";

/** Of more slots, batches hold parts of several prompts, cut as there is room. */
const mostExactSlots = 2;

export type Engine = {
  model: LlamaModel;
  lanes: Lanes;
  savedStates: StateStore | null;
  /** Whether a full context forgets its oldest part. */
  mayShift: boolean;
  /** Counts the answers: when a slot was used last. */
  countAnswer: () => number;
  runtime: Runtime;
  beginText: ReturnType<typeof createTokenText>;
  shaping: Shaping;
};

/** Loads the model and makes its slots, each an own sequence of one context; adapters get contexts of their own when they are asked for. `report` gets the progress from 0 to 1. Throws `model-load-failed`. */
export async function loadEngine({ path, draftPath, settings, expectedBytes, savedStates }: z.infer<typeof LoadRequest>, report: (progress: number) => void): Promise<Engine> {
  const { slots, contextTokens, kvType } = settings;
  const llama = await openLlama(settings);
  try {
    if (expectedBytes !== null) checkAddressSpace(expectedBytes);
    const gpuLayers = llama.gpu === false ? 0 : (settings.gpuLayers ?? { fitContext: { contextSize: contextTokens * slots } });
    const model = await llama.loadModel({ modelPath: path, gpuLayers, onLoadProgress: report, ignoreMemorySafetyChecks: llama.gpu === false });
    const flashAttention = chooseFlashAttention(kvType);
    await checkMemory(llama, model, settings);
    const guessers = await openGuessers({ llama, model, draftPath, settings });
    const base = await createLane({ model, settings, flashAttention, guessers }, []);
    const lanes = createLanes(base, async (adapters) => {
      await checkMemory(llama, model, settings);
      return createLane({ model, settings, flashAttention, guessers: null }, adapters).catch(adapterFailed);
    });
    const runtime: Runtime = {
      pid: process.pid,
      engine: `node-llama-cpp ${await getModuleVersion()}, llama.cpp ${llama.llamaCppRelease.release}`,
      backend: llama.gpu === false ? "cpu" : llama.gpu,
      devices: llama.gpu === false ? [] : await llama.getGpuDeviceNames(),
      gpuLayers: model.gpuLayers,
      layers: model.fileInsights.totalLayers,
      threads: base.threads,
      contextTokens,
      slots,
      kvType,
      isReuseExact: llama.gpu === false && isPlainCache(kvType) && slots <= mostExactSlots && !base.seats[0]!.sequence.needsCheckpoints,
    };
    let answers = 0;
    return {
      model, lanes, runtime,
      savedStates: savedStates && createSavedStates(savedStates, `${runtime.engine} ${runtime.backend} ${kvType} ${flashAttention}`),
      mayShift: settings.contextShift === "shift" && canShift(model),
      countAnswer: () => ++answers,
      beginText: createTokenText(model),
      shaping: createShaping(model, path, settings),
    };
  } catch (error) {
    throw loadFailed(error);
  }
}

function adapterFailed(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new AppError("bad-request", `A LoRA adapter can't be used on this model: ${reason}.`, { fix: "Use an adapter that was made for this model, and see that its file is still there.", cause: error });
}
