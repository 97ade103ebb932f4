import type { Llama, LlamaModel } from "node-llama-cpp";
import type { LoadSettings } from "../../shared/llama.ts";

/** With more slots than this they are there for speed together: without flash attention eight streams are a fifth slower (measured). */
const mostExactSlots = 2;
/** Without flash attention the scores of a piece against the whole context are held at once. */
const mostScoreBytes = 256 * 1024 * 1024;
const pieceTokens = 512;
const scoreBytes = 4;

/**
 * On a CPU, without flash attention, a prompt has the same result bit for bit however it is cut into pieces; with it, pieces of 64 tokens
 * and more are computed in another order. It also makes generation up to a fifth faster at a depth of 3,000 tokens, and prompts a third
 * slower there (measured). llama.cpp reads a quantized cache only with it.
 */
export function chooseFlashAttention(llama: Llama, model: LlamaModel, { contextTokens, kvType, slots }: LoadSettings): boolean | "auto" {
  const facts: { attention?: { head_count?: unknown } } = model.fileInfo.architectureMetadata;
  const heads = facts.attention?.head_count;
  const isPlain = kvType === "f16" || kvType === "f32" || kvType === "bf16";
  if (!isPlain) return true;
  return llama.gpu === false && slots <= mostExactSlots && typeof heads === "number" && heads * pieceTokens * contextTokens * scoreBytes <= mostScoreBytes ? false : "auto";
}
