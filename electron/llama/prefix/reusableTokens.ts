/** Kernels for matrices take rows by four, eight or sixteen, and those left over one by one, which rounds differently. */
const rowsTogether = 16;

export type Reuse = "none" | "prompts" | "all";

/** How many tokens two lists begin with alike. */
export function commonPrefix(a: number[], b: number[]): number {
  const most = Math.min(a.length, b.length);
  let count = 0;
  while (count < most && a[count] === b[count]) count++;
  return count;
}

/** Down to where a prompt may be cut without another result. */
export const wholeRows = (tokens: number): number => Math.floor(tokens / rowsTogether) * rowsTogether;

/**
 * How many of the prompt's first tokens a slot that holds `held` need not evaluate again. Of those, the first `exactTokens` were
 * evaluated as parts of prompts. For `prompts` the cut lies where evaluating the prompt from its beginning has one too, and what is left
 * is no smaller than a piece of rows: the state is then the same bit for bit (measured on the CPU without flash attention). The last
 * token is always left: its logits are needed.
 */
export function reusableTokens({ held, exactTokens, prompt, reuse }: { held: number[]; exactTokens: number; prompt: number[]; reuse: Reuse }): number {
  if (reuse === "none") return 0;
  const common = commonPrefix(held, prompt);
  if (reuse === "all") return Math.max(0, Math.min(common, prompt.length - 1));
  return Math.max(0, wholeRows(Math.min(common, exactTokens, prompt.length - rowsTogether)));
}
