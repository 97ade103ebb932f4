import { setImmediate as turn } from "node:timers/promises";
import type { LlamaModel, Token } from "node-llama-cpp";

/** Shorter texts are read in one go: some 60 ms at worst. */
const pieceChars = 65_536;
/** A cut may split a word, which can then need some tokens more. */
const tokensPerCut = 16;

/**
 * The tokens of `text`, special ones read as such, with the model's begin token in front where the model wants one and the text has
 * none. A long text is counted piece by piece first, so that one that can't fit costs no more than `limit` tokens; then `more` is
 * true and `tokens` holds fewer than there are.
 */
export async function tokenizePrompt(model: LlamaModel, text: string, limit: number): Promise<{ tokens: number[]; more: boolean }> {
  if (text.length > pieceChars) {
    const counted: Token[] = [];
    for (let start = 0, cuts = 0; start < text.length; cuts++) {
      let end = Math.min(text.length, start + pieceChars);
      if (isInsideCharacter(text, end)) end--;
      for (const token of model.tokenize(text.slice(start, end), true)) counted.push(token);
      if (counted.length - cuts * tokensPerCut > limit) return { tokens: counted.slice(0, counted.length - cuts * tokensPerCut), more: true };
      start = end;
      // Other answers go on between the pieces.
      await turn();
    }
  }
  const tokens = model.tokenize(text, true);
  const { bos, shouldPrependBosToken } = model.tokens;
  if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
  return { tokens, more: false };
}

function isInsideCharacter(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  return before >= 0xd800 && before <= 0xdbff && at < text.length;
}
