import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { Guesser } from "./guesser.ts";

/** A guess that the draft holds for less likely is not worth the model's look. */
const leastConfidence = 0.6;
const pieceTokens = 256;

/** Guesses with a smaller model's own slot, which follows the conversation. */
export function createDraft(sequence: LlamaContextSequence): Guesser {
  /** What `sequence` holds. */
  let held: Token[] = [];

  async function keep(count: number): Promise<void> {
    if (count === held.length) return;
    if (count === 0) await sequence.clearHistory();
    else await sequence.eraseContextTokenRanges([{ start: count, end: held.length }]);
    held = held.slice(0, count);
  }

  async function add(tokens: Token[]): Promise<void> {
    await sequence.evaluateWithoutGeneratingNewTokens(tokens);
    for (const token of tokens) held.push(token);
  }

  return {
    async guess(history, most, signal) {
      let common = 0;
      while (common < held.length && common < history.length - 1 && held[common] === history[common]) common++;
      await keep(common);
      for (; history.length - held.length > pieceTokens; signal.throwIfAborted()) await add(history.slice(held.length, held.length + pieceTokens));
      const guesses: Token[] = [];
      const rest = history.slice(held.length);
      for await (const { token, confidence } of sequence.evaluateWithMetadata(rest, { confidence: true }, { temperature: 0 })) {
        if (confidence < leastConfidence || guesses.push(token) >= most) break;
      }
      // The last guess was drawn, but not evaluated.
      held = sequence.contextTokens;
      return guesses;
    },
  };
}
