import type { Usage } from "../../../../shared/schemas/chat.ts";

export type ClaimedUsage = {
  input: number | null;
  output: number | null;
  /** Input tokens that were read from a cache. */
  cacheRead: number | null;
  /** Input tokens that were written to one. */
  cacheWrite: number | null;
  total: number | null;
  /** Whether `input` holds the cached ones; `unclear` where the sender's kind does not settle it. */
  inputHoldsCached: "yes" | "no" | "unclear";
};

/**
 * Tokens counted once. OpenAI's input holds the cached tokens, Anthropic's leaves them out; where the sender's kind does not say which,
 * the numbers do: cached ones beyond the input, or the total. What stays unclear is taken as holding them, and `doubt` says so.
 */
export function countUsage(claimed: ClaimedUsage): { usage: Usage; doubt: string | null } {
  const { input, output, cacheRead, cacheWrite } = claimed;
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const holds = input === null || cached === 0 ? "yes" : holdsCached(claimed, input, cached);
  const promptTokens = input === null ? null : holds === "no" ? input + cached : input;
  const usage = { promptTokens: whole(promptTokens), completionTokens: whole(output), cachedTokens: whole(cacheRead) };
  const doubt = holds === "unclear" ? `It is not said whether the input's ${input} tokens hold the ${cached} cached ones; taken as holding them.` : null;
  return { usage, doubt };
}

function holdsCached({ total, output, inputHoldsCached }: ClaimedUsage, input: number, cached: number): "yes" | "no" | "unclear" {
  if (cached > input) return "no";
  if (inputHoldsCached !== "unclear") return inputHoldsCached;
  if (total !== null && total === input + cached + (output ?? 0)) return "no";
  return "unclear";
}

const whole = (tokens: number | null): number | null => (tokens !== null && Number.isSafeInteger(Math.round(tokens)) && tokens >= 0 ? Math.round(tokens) : null);
