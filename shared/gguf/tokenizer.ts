import { notAModel } from "./byteReader.ts";
import type { Facts } from "./facts.ts";
import { limits } from "./limits.ts";

/** `model` null: the file has no tokenizer. `byteTokens` counts the tokens that stand for one byte each. */
export type Tokenizer = { model: string | null; tokens: number; byteTokens: number };

const byteTokenType = 6;

/** What native code needs of a vocabulary. Throws `not-a-model` where its lists do not fit together: native code would read past their ends. */
export function readTokenizer(facts: Facts): Tokenizer {
  const model = facts.text("tokenizer.ggml.model");
  const tokens = facts.length("tokenizer.ggml.tokens", ["string"]) ?? 0;
  if (tokens > limits.vocabularyTokens) throw notAModel(`The header is damaged: it claims ${tokens} tokens, more than any known model has.`, null);
  facts.length("tokenizer.ggml.merges", ["string"]);
  const lists: [key: string, types: string[]][] = [["tokenizer.ggml.scores", ["f32"]], ["tokenizer.ggml.token_type", ["i32", "u32"]]];
  for (const [key, types] of lists) {
    const count = facts.length(key, types);
    if (count !== null && count < tokens) throw notAModel(`The header is damaged: ${key} has ${count} entries for ${tokens} tokens.`, null);
  }
  const tokenTypes = facts.numbers("tokenizer.ggml.token_type") ?? [];
  return { model, tokens, byteTokens: tokenTypes.filter((type) => type === byteTokenType).length };
}
