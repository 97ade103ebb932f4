import type { LlamaModel, Token } from "node-llama-cpp";
import { vocabularyText } from "./internals.ts";

export type TokenPiece = { text: string; bytes: number[] };

/** Each token's text, and the bytes that it stands for, also where they are a part of a character only. */
export function createTokenBytes(model: LlamaModel) {
  const anchor = model.tokenize("a");
  const anchorLength = model.detokenize(anchor).length;
  const isByteLevel = model.fileInfo.metadata.tokenizer.ggml.model === "gpt2";
  const known: (TokenPiece | undefined)[] = [];

  function pieceOf(token: number): TokenPiece {
    const text = model.detokenize([...anchor, token as Token], true).slice(anchorLength);
    return { text, bytes: text.includes("\uFFFD") ? brokenBytes(vocabularyText(model, token), text) : [...Buffer.from(text)] };
  }

  /** The bytes of a token that is no whole text: named one by one (SentencePiece), or each as a letter (byte-level BPE). */
  function brokenBytes(written: string, text: string): number[] {
    const named = /^<0x([0-9A-F]{2})>$/i.exec(written)?.[1];
    if (named !== undefined) return [Number.parseInt(named, 16)];
    const bytes = isByteLevel ? [...written].map((letter) => byteOfLetter.get(letter)) : [undefined];
    return bytes.every((byte) => byte !== undefined) ? bytes : [...Buffer.from(text)];
  }

  return (token: number): TokenPiece => (known[token] ??= pieceOf(token));
}
export type TokenBytes = ReturnType<typeof createTokenBytes>;

/** GPT-2's letters for bytes (`bytes_to_unicode` of openai/gpt-2's encoder.py): visible Latin-1 letters are themselves, the others follow from U+0100. */
const byteOfLetter = new Map<string, number>();
for (let byte = 0, others = 0; byte < 256; byte++) {
  const isVisible = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
  byteOfLetter.set(String.fromCodePoint(isVisible ? byte : 0x100 + others++), byte);
}
