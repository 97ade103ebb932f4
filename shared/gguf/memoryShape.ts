import type { Facts } from "./facts.ts";
import type { GgufHeader } from "./parseHeader.ts";
import type { Tensor } from "./tensors.ts";

/** What of a model takes memory, read from its header. Lists have one entry a layer; sizes are in bytes. */
export type MemoryShape = {
  layerBytes: number[];
  /** What stands before and behind the layers. The token embedding always stays in the machine's memory. */
  inputBytes: number;
  outputBytes: number;
  /** Weights that are kept a second time in the order that a processor's kernels want. */
  repackedBytes: Record<"x64" | "arm64", number>;
  /** Numbers that one token leaves in the context. */
  keyElements: number[];
  valueElements: number[];
  /** Tokens that a layer looks back; 0: all. */
  windowTokens: number[];
  vocabularyTokens: number;
  /** Tokens and merges. */
  vocabularyPieces: number;
  embeddingWidth: number;
  feedForwardWidth: number;
};

const mostLayers = 4096;

/** The types that llama.cpp repacks at load (ggml-cpu/repack.cpp), with AVX2 and with NEON; rows must come in eights. */
const repacked = {
  x64: new Set(["Q4_0", "Q4_K", "IQ4_NL", "MXFP4"]),
  arm64: new Set(["Q4_0", "Q4_K", "Q5_K", "Q6_K", "Q8_0", "IQ4_NL", "MXFP4"]),
};

/** Every so many layers one looks back over everything, where the file does not say it (llama.cpp, src/models). */
const windowPeriods: Record<string, number> = { gemma2: 2, gemma3: 6, gemma3n: 5, "gpt-oss": 2, cohere2: 4 };

/** Throws `not-a-model` where values are of types that native code aborts on. */
export function memoryShape({ tensors }: Pick<GgufHeader, "tensors">, facts: Facts, architecture: string): MemoryShape {
  const count = (key: string) => facts.count(`${architecture}.${key}`) ?? 0;
  const list = (key: string) => facts.numbers(`${architecture}.${key}`);
  const layers = Math.min(count("block_count"), mostLayers);
  const perLayer = <T>(give: (layer: number) => T) => Array.from({ length: layers }, (_, layer) => give(layer));
  const heads = list("attention.head_count") ?? [];
  const kvHeads = list("attention.head_count_kv") ?? heads;
  const headWidth = count("embedding_length") / Math.max(1, heads[0] ?? 1);
  const kvHeadsOf = (layer: number) => (kvHeads.length === 1 ? kvHeads[0] : kvHeads[layer]) ?? 0;
  const vocabularyTokens = facts.length("tokenizer.ggml.tokens", ["string"]) ?? 0;
  return {
    ...weightsOf(tensors, layers),
    repackedBytes: { x64: repackedBytes(tensors, repacked.x64), arm64: repackedBytes(tensors, repacked.arm64) },
    keyElements: perLayer((layer) => kvHeadsOf(layer) * (count("attention.key_length") || headWidth)),
    valueElements: perLayer((layer) => kvHeadsOf(layer) * (count("attention.value_length") || headWidth)),
    windowTokens: windows(facts, architecture, layers),
    vocabularyTokens,
    vocabularyPieces: vocabularyTokens + (facts.length("tokenizer.ggml.merges", ["string"]) ?? 0),
    embeddingWidth: count("embedding_length"),
    feedForwardWidth: (list("feed_forward_length") ?? []).slice(0, mostLayers).reduce((most, each) => Math.max(most, each), 0),
  };
}

function weightsOf(tensors: Tensor[], layers: number): Pick<MemoryShape, "layerBytes" | "inputBytes" | "outputBytes"> {
  const layerBytes = Array.from({ length: layers }, () => 0);
  let inputBytes = 0;
  let outputBytes = 0;
  for (const { name, sizeBytes } of tensors) {
    const layer = Number(/^blk\.(\d{1,4})\./.exec(name)?.[1] ?? NaN);
    if (layer < layers) layerBytes[layer]! += sizeBytes;
    else if (name.startsWith("output")) outputBytes += sizeBytes;
    else inputBytes += sizeBytes;
  }
  return { layerBytes, inputBytes, outputBytes };
}

function repackedBytes(tensors: Tensor[], types: Set<string>): number {
  const isRepacked = ({ name, type, dimensions }: Tensor) => types.has(type.name) && dimensions.length >= 2 && dimensions[1]! % 8 === 0 && !name.startsWith("token_embd");
  return tensors.filter(isRepacked).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function windows(facts: Facts, architecture: string, layers: number): number[] {
  const window = facts.numbers(`${architecture}.attention.sliding_window`)?.[0] ?? 0;
  const pattern = facts.numbers(`${architecture}.attention.sliding_window_pattern`);
  const period = (pattern?.length === 1 ? pattern[0] : undefined) ?? windowPeriods[architecture] ?? 0;
  const isWindowed = (layer: number) => (pattern && pattern.length > 1 ? (pattern[layer] ?? 0) !== 0 : period > 1 && layer % period < period - 1);
  return Array.from({ length: layers }, (_, layer) => (isWindowed(layer) ? window : 0));
}
