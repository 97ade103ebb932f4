import { notAModel } from "./byteReader.ts";
import type { GgufHeader } from "./parseHeader.ts";

/** Where the bytes of each token's text lie in `view`; none when the file has no vocabulary. */
export function* tokenTexts({ metadata, view }: Pick<GgufHeader, "metadata" | "view">): Generator<{ start: number; end: number }, void> {
  const tokens = metadata.get("tokenizer.ggml.tokens");
  if (tokens?.type !== "array" || tokens.elementType !== "string") return;
  let at = tokens.start;
  for (let index = 0; index < tokens.count; index++) {
    // Strings were checked to lie inside the header, so the upper halves of their lengths are zero.
    const start = at + 8;
    at = start + view.getUint32(at, true);
    yield { start, end: at };
  }
}

const pauseTokens = 2048;

/**
 * Refuses a vocabulary that has a text twice (`not-a-model`): llama.cpp aborts on it. Pauses every few milliseconds of work, so that
 * the caller can do something else in between. As llama.cpp does, it reads a text up to its first NUL, and calls
 * an empty one by its number.
 */
export function* checkTokensDiffer(header: Pick<GgufHeader, "metadata" | "view">): Generator<void, void> {
  const bytes = new Uint8Array(header.view.buffer, header.view.byteOffset, header.view.byteLength);
  const indexes = new Map<string, number>();
  let index = 0;
  for (const { start, end } of tokenTexts(header)) {
    let text = "";
    for (let at = start; at < end && bytes[at] !== 0; at++) text += String.fromCharCode(bytes[at]!);
    if (text === "") text = `[EMPTY_${index}]`;
    const earlier = indexes.get(text);
    if (earlier !== undefined) throw notAModel(`The vocabulary is damaged: tokens ${earlier} and ${index} have the same text.`, start);
    indexes.set(text, index);
    if (++index % pauseTokens === 0) yield;
  }
}
