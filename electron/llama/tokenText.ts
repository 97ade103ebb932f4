import type { LlamaModel, Token } from "node-llama-cpp";

const replacement = "\uFFFD";
/** A character has at most four bytes: what is still broken after so many tokens is no character. */
const mostPendingTokens = 32;

/**
 * Turns tokens into text one by one. A token may end inside a character; its bytes then wait for the rest. Bytes that never become
 * a character come out as U+FFFD, as the model's own detokenizer gives them. Special tokens have no text unless `withSpecialText`.
 */
export function createTokenText(model: Pick<LlamaModel, "tokenize" | "detokenize">, withSpecialText = false) {
  // Some vocabularies drop the blank that a text begins with. Behind an anchor no token is the first.
  const anchor = model.tokenize("a");
  const anchorLength = model.detokenize(anchor).length;
  const textOf = (tokens: Token[]) => model.detokenize([...anchor, ...tokens], withSpecialText).slice(anchorLength);
  /** Text by token; null: not a whole text by itself. */
  const known: (string | null | undefined)[] = [];

  function wholeText(token: Token): string | null {
    let text = known[token];
    if (text === undefined) {
      text = textOf([token]);
      if (text.includes(replacement)) text = null;
      known[token] = text;
    }
    return text;
  }

  /** For one answer. */
  return function begin() {
    const pending: Token[] = [];
    let given = 0;

    function settle(text: string, end: number): string {
      const fresh = text.slice(given, end);
      if (end === text.length) {
        pending.length = 0;
        given = 0;
      } else given = end;
      return fresh;
    }

    return {
      /** The text that `token` makes whole; empty while a character is open. */
      push(token: Token): string {
        const whole = pending.length === 0 ? wholeText(token) : null;
        if (whole !== null) return whole;
        pending.push(token);
        const text = textOf(pending);
        let end = text.length;
        if (pending.length < mostPendingTokens) while (end > given && text[end - 1] === replacement) end--;
        return settle(text, end);
      },
      /** The text of bytes that no token made whole; with `isCut`, without those at its end, which further tokens might have. */
      rest(isCut = false): string {
        const text = textOf(pending);
        let end = text.length;
        if (isCut) while (end > given && text[end - 1] === replacement) end--;
        return settle(text, end);
      },
      /** Tokens whose text is not whole yet. */
      open: () => pending.length,
    };
  };
}
