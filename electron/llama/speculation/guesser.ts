import type { Token } from "node-llama-cpp";

/** Guesses for one slot what follows `history`: at most `most` tokens, none where it is unsure. */
export type Guesser = { guess(history: Token[], most: number, signal: AbortSignal): Promise<Token[]> };
