import type { Facts } from "./facts.ts";
import type { GgufHeader } from "./parseHeader.ts";

/** What a chat template needs: its own text (null: the file has none) and the texts of the first and last token (empty: the file names none). */
export type ChatFormat = { template: string | null; bosToken: string; eosToken: string };

/** The text of token `id`; empty when the vocabulary has no such token. */
function tokenText({ metadata, view }: GgufHeader, id: number | null): string {
  const tokens = metadata.get("tokenizer.ggml.tokens");
  if (id === null || tokens?.type !== "array" || !(id < tokens.count)) return "";
  let at = tokens.start;
  const lengthAt = (position: number) => view.getUint32(position, true);
  // Strings were checked to lie inside the header, so the upper halves of their lengths are zero.
  for (let index = 0; index < id; index++) at += 8 + lengthAt(at);
  return new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 8, lengthAt(at)));
}

/** Reads the chat template and the special tokens that templates name. */
export function readChatFormat(header: GgufHeader, facts: Facts): ChatFormat {
  return {
    template: facts.text("tokenizer.chat_template"),
    bosToken: tokenText(header, facts.count("tokenizer.ggml.bos_token_id")),
    eosToken: tokenText(header, facts.count("tokenizer.ggml.eos_token_id")),
  };
}
