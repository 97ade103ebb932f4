import type { z } from "zod";
import type { MemoryParts } from "../schemas/fit.ts";
import type { Estimate, KvType } from "../schemas/model.ts";
import type { MemoryShape } from "./memoryShape.ts";
import { automaticContextTokens } from "./automaticContextTokens.ts";
import { tensorTypes } from "./tensorTypes.ts";

/** llama.cpp evaluates at most this many tokens at once. */
const batchTokens = 512;
/** The cells of a context come in steps of this many. */
const cellStep = 256;
/** A process of Node and llama.cpp beside its model, beyond what Node alone takes (measured with files of 0.6 to 100 MB: 17 to 42). */
const processBytes = 32e6;
/** What a token or merge takes in llama.cpp's tables and node-llama-cpp's (measured: 69 MB for 98,052). */
const vocabularyPieceBytes = 700;
const most = Number.MAX_SAFE_INTEGER;

/** How a model is to be loaded. `contextTokens` is per slot; `gpuLayers` counts the output as one more layer, as llama.cpp does. */
export type MemoryChoice = { contextTokens: number; slots: number; kvType: KvType; gpuLayers: number; replicas: number; processor: string;
  /** It lies in the process of another model, as a draft model does. */
  isBeside?: boolean;
};
/** `parts` are of everything; `inMemoryBytes` and `onGpuBytes` say where it lies. */
export type MemoryNeed = { parts: z.infer<typeof MemoryParts>; inMemoryBytes: number; onGpuBytes: number; totalBytes: number };

const kvBlocks = new Map([...tensorTypes.values()].map(({ name, blockElements, blockBytes }) => [name.toLowerCase(), blockBytes / blockElements]));

/**
 * Memory in bytes. KV cache: for each layer, cells × KV heads × (key + value width) in `kvType`; cells are slots × context, or window +
 * batch where a layer looks back less far. Compute buffers: in the machine's memory what a batch's activations touch, batch × (2 ×
 * feed-forward + 4 × embedding) and a row of logits a slot, in 32 bits; on a GPU the whole buffer, with logits for every token.
 * Replicas map the same file, and have all else for themselves.
 */
export function estimateMemory(shape: MemoryShape, { contextTokens, slots, kvType, gpuLayers, replicas, processor, isBeside = false }: MemoryChoice): MemoryNeed {
  const layers = shape.layerBytes.length;
  const firstOnGpu = Math.max(0, layers + 1 - gpuLayers);
  const split = (values: number[]) => [sum(values.slice(0, firstOnGpu)), sum(values.slice(firstOnGpu))] as const;
  const isOffloaded = gpuLayers > 0;

  const [layersInMemory, layersOnGpu] = split(shape.layerBytes);
  const weightsOnGpu = layersOnGpu + (isOffloaded ? shape.outputBytes : 0);
  const weightsInMemory = shape.inputBytes + layersInMemory + (isOffloaded ? 0 : shape.outputBytes);

  const cells = Math.ceil(contextTokens / cellStep) * cellStep;
  const cellsOf = (window: number) => (window === 0 ? cells : Math.min(cells, Math.ceil((window + batchTokens) / cellStep) * cellStep));
  const elementBytes = kvBlocks.get(kvType) ?? 2;
  const kvBytes = shape.keyElements.map((keys, layer) => cellsOf(shape.windowTokens[layer]!) * slots * (keys + shape.valueElements[layer]!) * elementBytes);
  const [kvInMemory, kvOnGpu] = split(kvBytes);

  const { vocabularyTokens, embeddingWidth, feedForwardWidth } = shape;
  const batch = Math.min(batchTokens, contextTokens);
  const computeInMemory = 4 * (batch * (2 * feedForwardWidth + 4 * embeddingWidth) + slots * vocabularyTokens);
  const computeOnGpu = isOffloaded ? 4 * batch * (vocabularyTokens + feedForwardWidth + 2 * embeddingWidth) : 0;
  const repacked = (processor === "x64" || processor === "arm64" ? shape.repackedBytes[processor] : 0) * (layers > 0 ? Math.min(1, firstOnGpu / layers) : 1);
  const overhead = (isBeside ? 0 : processBytes) + vocabularyPieceBytes * shape.vocabularyPieces;

  const inMemoryBytes = bounded(weightsInMemory + replicas * (repacked + kvInMemory + computeInMemory + overhead));
  const onGpuBytes = bounded(replicas * (weightsOnGpu + kvOnGpu + computeOnGpu));
  return {
    parts: {
      weightsBytes: bounded(weightsInMemory + replicas * weightsOnGpu),
      repackedBytes: bounded(replicas * repacked),
      kvCacheBytes: bounded(replicas * (kvInMemory + kvOnGpu)),
      computeBytes: bounded(replicas * (computeInMemory + computeOnGpu)),
      overheadBytes: bounded(replicas * overhead),
    },
    inMemoryBytes,
    onGpuBytes,
    totalBytes: bounded(inMemoryBytes + onGpuBytes),
  };
}

/** Both models together, in the same processes. */
export function addNeeds(one: MemoryNeed, other: MemoryNeed): MemoryNeed {
  const parts = (Object.keys(one.parts) as (keyof MemoryNeed["parts"])[]).map((part) => [part, one.parts[part] + other.parts[part]]);
  return { parts: Object.fromEntries(parts) as MemoryNeed["parts"], inMemoryBytes: one.inMemoryBytes + other.inMemoryBytes, onGpuBytes: one.onGpuBytes + other.onGpuBytes, totalBytes: one.totalBytes + other.totalBytes };
}

/** For one slot of the default context on the processor: what an inspection says, which knows no settings. */
export function estimateInspected(shape: MemoryShape, contextLength: number): z.infer<typeof Estimate> {
  const contextTokens = automaticContextTokens(contextLength);
  const { parts, totalBytes } = estimateMemory(shape, { contextTokens, slots: 1, kvType: "f16", gpuLayers: 0, replicas: 1, processor: "x64" });
  return { contextTokens, ...parts, totalBytes };
}

const sum = (values: number[]) => values.reduce((total, each) => total + each, 0);
/** Not a number, from a header with such a value, counts as nothing. */
const bounded = (bytes: number) => (bytes > 0 ? Math.min(most, Math.round(bytes)) : 0);
