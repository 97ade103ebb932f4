import type { LoadSettings } from "../../shared/llama.ts";

/** llama.cpp reads a quantized cache only with flash attention. Elsewhere it may be left out where a model or a device can't have it. */
export const chooseFlashAttention = (kvType: LoadSettings["kvType"]): true | "auto" => (isPlainCache(kvType) ? "auto" : true);

export const isPlainCache = (kvType: LoadSettings["kvType"]): boolean => kvType === "f16" || kvType === "f32" || kvType === "bf16";
