import type { LlamaModel, Token } from "node-llama-cpp";
import { AppError } from "../../shared/errors.ts";
import { tokenizePrompt } from "./tokenizePrompt.ts";

/**
 * A prompt that asks for the text between `prefix` and `suffix`, in the order that llama.cpp's own server takes: prefix, suffix, middle.
 * Throws `bad-request` where the vocabulary has no tokens for it.
 */
export async function tokenizeInfill(model: LlamaModel, { prefix, suffix, limit }: { prefix: string; suffix: string; limit: number }): Promise<{ tokens: number[]; more: boolean }> {
  const marks = model.tokens.infill;
  if (marks.prefix === null || marks.suffix === null || marks.middle === null) {
    throw new AppError("bad-request", "This model can't fill in: its vocabulary has no tokens for what stands before and behind the gap.", { fix: "Leave `suffix` out, or take a model that was trained to fill in." });
  }
  const before = await tokenizePrompt(model, prefix, limit);
  if (before.more) return before;
  const after = await tokenizePrompt(model, suffix, limit);
  if (after.more) return after;
  const { bos } = model.tokens;
  const hasBos = bos !== null && before.tokens[0] === bos;
  const bare = (tokens: number[]) => (bos !== null && tokens[0] === bos ? tokens.slice(1) : tokens);
  const tokens: Token[] = [marks.prefix, ...bare(before.tokens), marks.suffix, ...bare(after.tokens), marks.middle] as Token[];
  return { tokens: hasBos ? [bos, ...tokens] : tokens, more: tokens.length > limit };
}
