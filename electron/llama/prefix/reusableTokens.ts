import { rowsTogether, wholePiece, type Cut } from "./cuts.ts";

export type Reuse = "none" | "prompts" | "all";

/** How many tokens two lists begin with alike. */
export function commonPrefix(a: number[], b: number[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count++;
  return count;
}

/** What a slot holds: the first `exactTokens` were evaluated as parts of prompts, the first `wideTokens` of those in wide pieces. */
export type Held = { held: number[]; exactTokens: number; wideTokens: number };
export type Wanted = { prompt: number[]; reuse: Reuse; cut: Cut };

/**
 * How many of the prompt's first tokens a slot need not evaluate again. For `prompts`, each of them was evaluated in a piece as wide as the
 * prompt's own cut has there, the cut behind them changes nothing, and no less than a piece of rows is left: the state is then the same
 * bit for bit (measured on the CPU). The last token is always left: its logits are needed.
 */
export function reusableTokens({ held, exactTokens, wideTokens }: Held, { prompt, reuse, cut }: Wanted): number {
  if (reuse === "none") return 0;
  const common = commonPrefix(held, prompt);
  if (reuse === "all") return Math.max(0, Math.min(common, prompt.length - 1));
  const alike = wideTokens === cut.wideTokens ? Number.POSITIVE_INFINITY : Math.min(wideTokens, cut.wideTokens);
  return Math.max(0, wholePiece(Math.min(common, exactTokens, alike, prompt.length - rowsTogether), cut));
}
