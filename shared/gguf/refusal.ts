import { whyHeadsDoNotFit, whyLayersDoNotFit } from "./checkLayers.ts";
import type { Facts } from "./facts.ts";
import type { GgufKind } from "./kinds.ts";
import { createLayerKeys, type LayerKeys } from "./layerKeys.ts";
import { quoted } from "./quoted.ts";
import type { Tensor } from "./tensors.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** llama.cpp's `LLAMA_MAX_LAYERS` and `LLAMA_MAX_EXPERTS`. */
const mostLayers = 512;
const mostExperts = 1024;
const ropeScalings = ["none", "linear", "yarn", "longrope"];
/** Each rule stands for an assertion of llama.cpp (llama-model.cpp `load_hparams`, ggml.c, the graphs of src/models). */
const rules: [what: string, why: (keys: LayerKeys, tensors: Tensor[]) => string | null][] = [
  ["Incomplete description", (keys) => missing(keys, ["block_count", "embedding_length", "context_length"])],
  ["Too many layers", (keys) => (keys.count("block_count") > mostLayers ? `The header claims ${keys.count("block_count")} layers, and at most ${mostLayers} are possible.` : null)],
  ["Layers out of range", (keys) => (keys.count("nextn_predict_layers") > keys.count("block_count") ? `${keys.count("nextn_predict_layers")} layers predict further tokens, of ${keys.count("block_count")} in all.` : null)],
  ["Incomplete description", whyLayersDoNotFit],
  ["Uneven heads", (keys) => whyHeadsDoNotFit(keys, keys.count("block_count"))],
  ["Uneven embedding", whyEmbeddingDoesNotFit],
  ["Uneven heads", whyRotationDoesNotFit],
  ["Experts do not fit", whyExpertsDoNotFit],
  ["Unknown scaling", (keys) => (ropeScalings.includes(keys.text("rope.scaling.type") ?? "none") ? null : `${keys.name("rope.scaling.type")} is ${quoted(keys.text("rope.scaling.type")!)}, and ${ropeScalings.join(", ")} are known.`)],
  ["Number out of range", whyNumbersDoNotFit],
];

function missing(keys: LayerKeys, names: string[]): string | null {
  const lacking = names.filter((name) => keys.count(name) === 0).map(keys.name);
  return lacking.length > 0 ? `The header lacks ${lacking.join(" and ")}, or has 0 there.` : null;
}

function whyEmbeddingDoesNotFit(keys: LayerKeys, tensors: Tensor[]): string | null {
  const width = keys.count("embedding_length");
  const table = tensors.find(({ name }) => name === "token_embd.weight" || name === "output.weight");
  return table && width % table.type.blockElements !== 0 ? `The header gives rows of ${width} values to ${quoted(table.name)}, and ${table.type.name} packs ${table.type.blockElements} at a time.` : null;
}

/** Positions turn pairs of values of each head, and no more than it has. */
function whyRotationDoesNotFit(keys: LayerKeys): string | null {
  const heads = keys.at("attention.head_count", 0);
  if (heads === 0) return null;
  const keyLength = keys.count("attention.key_length") || Math.floor(keys.count("embedding_length") / heads);
  const rotated = keys.count("rope.dimension_count");
  if (keyLength === 0) return `${heads} heads share ${keys.count("embedding_length")} values: not one for each.`;
  if (rotated > keyLength || rotated % 2 !== 0) return `${keys.name("rope.dimension_count")} is ${rotated}, and each head has ${keyLength} values to turn in pairs.`;
  return null;
}

function whyExpertsDoNotFit(keys: LayerKeys): string | null {
  const experts = keys.count("expert_count");
  const used = Math.max(0, ...(keys.numbers("expert_used_count") ?? []).slice(0, mostLayers));
  const groups = keys.count("expert_group_count");
  const usedGroups = keys.count("expert_group_used_count");
  if (experts > mostExperts) return `The header claims ${experts} experts, and at most ${mostExperts} are possible.`;
  if (used > experts) return `The header lets ${used} experts of ${experts} answer.`;
  if (experts > 0 && used <= 0) return `The header lets none of ${experts} experts answer.`;
  if (groups > 0 && groups >= experts) return `The header claims ${groups} groups of ${experts} experts.`;
  if (groups > 1 && (experts % groups !== 0 || usedGroups === 0 || usedGroups >= groups)) return `${experts} experts in ${groups} groups, of which ${usedGroups} answer, do not divide evenly.`;
  return null;
}

function whyNumbersDoNotFit(keys: LayerKeys): string | null {
  for (const key of ["attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon", "attention.group_norm_epsilon"]) {
    const value = keys.numbers(key)?.[0] ?? 0;
    if (!(value >= 0 && value < Infinity)) return `${keys.name(key)} is ${value}.`;
  }
  return null;
}

/** Why no native code may open the file: what a person reads as the finding, and the reason. */
export type Refusal = { what: string; why: string };

/** What in a header that can be read would make llama.cpp abort, when it loads the file or at the first token; null: nothing known. */
export function refusalOf(facts: Facts, { kind, architecture, tensors, tokenizer }: { kind: GgufKind; architecture: string; tensors: Tensor[]; tokenizer: Tokenizer }): Refusal | null {
  if (kind !== "model") return null;
  const keys = createLayerKeys(facts, architecture);
  for (const [what, why] of rules) {
    const reason = why(keys, tensors);
    if (reason !== null) return { what, why: `${reason} llama.cpp aborts on such a file.` };
  }
  return vocabularyRefusal(tokenizer);
}

/** Tokenizers in which llama.cpp has no bytes (llama-vocab.cpp, `token_to_byte`). */
const withoutBytes = ["bert", "rwkv", "plamo2"];

function vocabularyRefusal({ model, tokens, byteTokens, typedBytes, brokenBytes }: Tokenizer): Refusal | null {
  if (model === null || tokens === 0) return null;
  if (model === "llama" && byteTokens < 256) {
    return { what: "Vocabulary without byte tokens", why: `It has ${byteTokens} of the 256 byte tokens: text outside the vocabulary makes llama.cpp abort.` };
  }
  if (brokenBytes > 0) return { what: "Broken byte tokens", why: `${brokenBytes} tokens are called bytes, and their text names none: llama.cpp aborts on them.` };
  if (typedBytes > 0 && withoutBytes.includes(model)) return { what: "Byte tokens out of place", why: `${typedBytes} tokens are called bytes, and a tokenizer of the kind ${model} has none: llama.cpp aborts on them.` };
  return null;
}
