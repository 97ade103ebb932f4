import { quoted } from "./quoted.ts";
import type { LayerKeys } from "./layerKeys.ts";
import type { Tensor } from "./tensors.ts";

const layerTensor = /^blk\.(\d{1,6})\.(\w+)\.weight$/;

/** Keys that a layer's tensor gets a size from: with 0 there, or without the key, llama.cpp aborts (`t_meta.ne[dim] >= 1`). */
const sizedBy: Record<string, string[]> = {
  attn_q: ["attention.head_count"],
  attn_qkv: ["attention.head_count"],
  attn_output: ["attention.head_count"],
  attn_k: ["attention.head_count", "attention.head_count_kv"],
  attn_v: ["attention.head_count", "attention.head_count_kv"],
  ffn_up: ["feed_forward_length"],
  ffn_gate: ["feed_forward_length"],
  ffn_down: ["feed_forward_length"],
};

function missingFor(keys: LayerKeys, part: string, layer: number): string | undefined {
  return sizedBy[part]?.find((key) => keys.at(key, layer) <= 0 && (key !== "attention.head_count_kv" || keys.has(key)));
}

/** Elements that the keys give the tensor's rows; null where they say nothing. Rows of no whole blocks make llama.cpp abort before it compares shapes. */
function rowElements(keys: LayerKeys, part: string, layer: number): number | null {
  const heads = keys.at("attention.head_count", layer);
  if (part === "ffn_down") return keys.at("feed_forward_length", layer);
  if (part === "attn_output") return heads * (keys.count("attention.value_length") || Math.floor(keys.count("embedding_length") / heads));
  if (["attn_q", "attn_k", "attn_v", "attn_qkv", "ffn_up", "ffn_gate"].includes(part)) return keys.count("embedding_length");
  return null;
}

/** The first thing that the keys say of a layer, and its tensors belie, on which llama.cpp aborts; null: nothing. */
export function whyLayersDoNotFit(keys: LayerKeys, tensors: Tensor[]): string | null {
  const lacking = new Set<string>();
  for (const { name, type } of tensors) {
    const match = layerTensor.exec(name);
    if (!match) continue;
    const [layer, part] = [Number(match[1]), match[2]!];
    const missing = missingFor(keys, part, layer);
    if (missing) lacking.add(keys.name(missing));
    else if ((rowElements(keys, part, layer) ?? 0) % type.blockElements !== 0) {
      return `The header gives rows of ${rowElements(keys, part, layer)} values to ${quoted(name)}, and ${type.name} packs ${type.blockElements} at a time.`;
    }
  }
  return lacking.size > 0 ? `The header lacks ${[...lacking].join(" and ")}, or has 0 there.` : null;
}

/** Heads that can't be shared evenly make llama.cpp abort at the first token. */
export function whyHeadsDoNotFit(keys: LayerKeys, layers: number): string | null {
  for (let layer = 0; layer < layers; layer++) {
    const heads = keys.at("attention.head_count", layer);
    const kvHeads = keys.has("attention.head_count_kv") ? keys.at("attention.head_count_kv", layer) : heads;
    if (heads > 0 && kvHeads > 0 && heads % kvHeads !== 0) return `Layer ${layer} has ${heads} heads over ${kvHeads} key heads, which do not divide evenly.`;
  }
  const lists = ["attention.head_count", "attention.head_count_kv", "feed_forward_length"].filter((key) => (keys.numbers(key)?.length ?? 1) > 1);
  const wrong = lists.find((key) => keys.numbers(key)!.length !== layers);
  return wrong ? `${keys.name(wrong)} has ${keys.numbers(wrong)!.length} entries for ${layers} layers.` : null;
}
