import type { Facts } from "./facts.ts";

/** `model`: weights that can answer by themselves. */
export type GgufKind = "model" | "adapter" | "projector" | "vocabulary" | "part";

/** What this GGUF file is. */
export function kindOf(facts: Facts, tensorCount: number): GgufKind {
  const type = facts.text("general.type");
  if (type === "adapter") return "adapter";
  if (type === "mmproj" || facts.text("general.architecture") === "clip" || facts.numbers("clip.has_vision_encoder") !== null) return "projector";
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
