import type { Facts } from "./facts.ts";
import type { GgufHeader } from "./parseHeader.ts";
import { tokenTexts } from "./tokenTexts.ts";

/** What a chat template needs: its own text (null: the file has none) and the texts of the first and last token (empty: the file names none). */
export type ChatFormat = { template: string | null; bosToken: string; eosToken: string };

/** The text of token `id`; empty when the vocabulary has no such token. */
function tokenText(header: GgufHeader, id: number | null): string {
  let index = 0;
  for (const { start, end } of tokenTexts(header)) {
    if (index++ === id) return new TextDecoder().decode(new Uint8Array(header.view.buffer, header.view.byteOffset + start, end - start));
  }
  return "";
}

/** Reads the chat template and the special tokens that templates name. */
export function readChatFormat(header: GgufHeader, facts: Facts): ChatFormat {
  return {
    template: facts.text("tokenizer.chat_template"),
    bosToken: tokenText(header, facts.count("tokenizer.ggml.bos_token_id")),
    eosToken: tokenText(header, facts.count("tokenizer.ggml.eos_token_id")),
  };
}
