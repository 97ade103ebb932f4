import { notAModel } from "./byteReader.ts";
import type { Facts } from "./facts.ts";
import { limits } from "./limits.ts";
import type { GgufHeader } from "./parseHeader.ts";
import { tokenTexts } from "./tokenTexts.ts";

/**
 * `model` null: the file has no tokenizer. `byteTokens`: for how many of the 256 bytes there is a token `<0xNN>`. `typedBytes`: tokens
 * that their type calls bytes; `brokenBytes`: those of them whose text is too short to name one.
 */
export type Tokenizer = { model: string | null; tokens: number; byteTokens: number; typedBytes: number; brokenBytes: number };

/** llama.cpp's `LLAMA_TOKEN_TYPE_BYTE`. */
const byteType = 6;
/** llama.cpp reads a byte's two digits behind `<0x`. */
const shortestByteText = 3;

const lessThanSign = 0x3c;

function countByteTokens(header: GgufHeader): number {
  const found = new Set<string>();
  for (const { start, end } of tokenTexts(header)) {
    if (end - start !== 6 || header.view.getUint8(start) !== lessThanSign) continue;
    const text = Array.from({ length: 6 }, (_, index) => String.fromCharCode(header.view.getUint8(start + index))).join("");
    if (/^<0x[0-9A-F]{2}>$/.test(text)) found.add(text);
  }
  return found.size;
}

function countTypedBytes(header: GgufHeader): { typedBytes: number; brokenBytes: number } {
  const types = header.metadata.get("tokenizer.ggml.token_type");
  let [typedBytes, brokenBytes, index] = [0, 0, 0];
  if (types?.type !== "array") return { typedBytes, brokenBytes };
  for (const { start, end } of tokenTexts(header)) {
    if (header.view.getInt32(types.start + 4 * index++, true) !== byteType) continue;
    typedBytes++;
    if (end - start < shortestByteText) brokenBytes++;
  }
  return { typedBytes, brokenBytes };
}

/** What native code needs of a vocabulary. Throws `not-a-model` where its lists do not fit together: native code would read past their ends. */
export function readTokenizer(header: GgufHeader, facts: Facts): Tokenizer {
  const model = facts.text("tokenizer.ggml.model");
  const tokens = facts.length("tokenizer.ggml.tokens", ["string"]) ?? 0;
  if (tokens > limits.vocabularyTokens) throw notAModel(`The header is damaged: it claims ${tokens} tokens, more than any known model has.`, null);
  facts.length("tokenizer.ggml.merges", ["string"]);
  const lists: [key: string, types: string[]][] = [["tokenizer.ggml.scores", ["f32", "i32"]], ["tokenizer.ggml.token_type", ["i32", "u32"]]];
  for (const [key, types] of lists) {
    const count = facts.length(key, types);
    if (count !== null && count < tokens) throw notAModel(`The header is damaged: ${key} has ${count} entries for ${tokens} tokens.`, null);
  }
  return { model, tokens, byteTokens: countByteTokens(header), ...countTypedBytes(header) };
}
