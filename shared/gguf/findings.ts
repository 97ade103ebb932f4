import type { z } from "zod";
import type { Finding } from "../schemas/model.ts";
import type { Facts } from "./facts.ts";
import type { Tensor } from "./tensors.ts";
import type { Tokenizer } from "./tokenizer.ts";

type Found = z.infer<typeof Finding>;
/** `model`: weights that can answer by themselves. */
export type GgufKind = "model" | "adapter" | "projector" | "vocabulary" | "part";

type Known = { kind: GgufKind; architecture: string; tensors: Tensor[]; tokenizer: Tokenizer; contextLength: number; quantization: { name: string; claimed: string | null } };

/** What this GGUF file is. */
export function kindOf(facts: Facts, tensorCount: number): GgufKind {
  const type = facts.text("general.type");
  if (type === "adapter") return "adapter";
  if (type === "mmproj" || facts.text("general.architecture") === "clip") return "projector";
  if ((facts.count("split.count") ?? 1) > 1) return "part";
  return tensorCount === 0 ? "vocabulary" : "model";
}

/** Why a file of this kind can't be run; null for a model. */
export function whyNotRunnable(kind: GgufKind): string | null {
  switch (kind) {
    case "model": return null;
    case "adapter": return "The file is a LoRA adapter: it only works on top of the model that it was made for.";
    case "projector": return "The file is the image part of a multimodal model, without the language model itself.";
    case "vocabulary": return "The file holds a vocabulary only, without weights.";
    case "part": return "The file is one part of a model that was split into several: join them with llama.cpp's gguf-split first.";
  }
}

/** llama.cpp's `LLAMA_MAX_LAYERS`. */
const mostLayers = 512;
/** Keys that llama.cpp aborts without, by the tensors that need them. */
const needed: [tensor: RegExp, key: string][] = [
  [/./, "block_count"],
  [/\.attn_(q|qkv)\.weight$/, "attention.head_count"],
  [/\.ffn_(up|gate)\.weight$/, "feed_forward_length"],
];

/** Keys, without the architecture in front, that the tensors need and the metadata lacks. */
function missingKeys(facts: Facts, architecture: string, tensors: Tensor[]): string[] {
  const isMissing = (key: string) => !(facts.numbers(`${architecture}.${key}`) ?? []).some((value) => value > 0);
  return needed.filter(([tensor, key]) => tensors.some(({ name }) => tensor.test(name)) && isMissing(key)).map(([, key]) => `${architecture}.${key}`);
}

/** What a person should know about a file that is valid. */
export function findingsOf(facts: Facts, { kind, architecture, tensors, tokenizer, contextLength, quantization }: Known): Found[] {
  const found: Found[] = [];
  const why = whyNotRunnable(kind);
  if (why) found.push({ severity: "danger", what: "Can't answer by itself", why });
  const { name, claimed } = quantization;
  if (claimed && claimed !== name) found.push({ severity: "caution", what: `Named ${claimed}, is ${name}`, why: `general.file_type says ${claimed}, but no tensor is stored that way.` });
  if (kind === "adapter" || kind === "projector") return found;
  const missing = missingKeys(facts, architecture, tensors);
  const layers = facts.count(`${architecture}.block_count`) ?? 0;
  if (layers > mostLayers) found.push({ severity: "danger", what: "Too many layers", why: `The header claims ${layers} layers: llama.cpp aborts above ${mostLayers}.` });
  if (missing.length > 0) found.push({ severity: "danger", what: "Incomplete description", why: `The header lacks ${missing.join(" and ")}: llama.cpp aborts when it loads such a file.` });
  if (!tokenizer.model || tokenizer.tokens === 0) found.push({ severity: "danger", what: "No tokenizer", why: "Without a vocabulary no text can be given to the model." });
  if (tokenizer.model === "llama" && tokenizer.tokens > 0 && tokenizer.byteTokens < 256) {
    found.push({ severity: "danger", what: "Vocabulary without byte tokens", why: `It has ${tokenizer.byteTokens} of the 256 byte tokens: text outside the vocabulary makes llama.cpp abort.` });
  }
  if (facts.text("tokenizer.chat_template") === null) found.push({ severity: "caution", what: "No chat template", why: "Messages are given to the model as plain text; a base model continues text rather than answer." });
  if (contextLength === 0) found.push({ severity: "caution", what: "No context length", why: "The file does not say how many tokens it was trained for; 8,192 are assumed." });
  return found;
}
