import type { z } from "zod";
import type { Estimate } from "../schemas/model.ts";
import type { Facts } from "./facts.ts";

const kvElementBytes = 2;
/** llama.cpp evaluates at most this many tokens at once, and keeps one row of logits and activations in 32 bits for each. */
const batchTokens = 512;
const mostContextTokens = 8192;
const most = Number.MAX_SAFE_INTEGER;

/**
 * Memory in bytes for one slot of the default context. KV cache: for each layer, context × KV heads × (key + value width) in 16 bits;
 * compute buffer: batch × (vocabulary + feed-forward + 2 × embedding) in 32 bits. Layers with sliding windows or shared keys need less
 * than this says.
 */
export function estimateMemory(facts: Facts, architecture: string, weightsBytes: number, contextLength: number, vocabularyTokens: number): z.infer<typeof Estimate> {
  const count = (key: string) => facts.count(`${architecture}.${key}`) ?? 0;
  const perLayer = (key: string) => facts.numbers(`${architecture}.${key}`);
  const contextTokens = Math.min(contextLength || mostContextTokens, mostContextTokens);
  const layers = Math.min(count("block_count"), 4096);
  const heads = perLayer("attention.head_count") ?? [];
  const kvHeads = perLayer("attention.head_count_kv") ?? heads;
  const headWidth = count("embedding_length") / Math.max(1, heads[0] ?? 1);
  const width = (count("attention.key_length") || headWidth) + (count("attention.value_length") || headWidth);
  let kvHeadCount = 0;
  for (let layer = 0; layer < layers; layer++) kvHeadCount += (kvHeads.length === 1 ? kvHeads[0] : kvHeads[layer]) ?? 0;
  const feedForward = Math.max(0, ...(perLayer("feed_forward_length") ?? []).slice(0, 4096));
  const bounded = (bytes: number) => Math.max(0, Math.min(most, Math.round(bytes)));
  const kvCacheBytes = bounded(contextTokens * kvHeadCount * width * kvElementBytes);
  const computeBytes = bounded(Math.min(batchTokens, contextTokens) * 4 * (vocabularyTokens + feedForward + 2 * count("embedding_length")));
  return { contextTokens, weightsBytes, kvCacheBytes, computeBytes, totalBytes: bounded(weightsBytes + kvCacheBytes + computeBytes) };
}
