import type { Message } from "../../../shared/schemas/chat.ts";
import type { Parts } from "../../api.ts";

/** Tokens of a composed conversation and of one slot's context; null: not known. */
export type TokenCount = { tokens: number; contextTokens: number } | null;
export type CountQuestion = { target: string; messages: Message[] };

const quietMs = 400;

/** Counts what is being written once the writing pauses; a newer question takes the place of an open one. Of several targets the fullest counts. */
export function createTokenCounter({ api, onCount }: Pick<Parts, "api"> & { onCount(count: TokenCount): void }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();

  async function count(questions: CountQuestion[], signal: AbortSignal) {
    try {
      const counts = await Promise.all(questions.map((question) => api.gateway.countTokens(question, signal)));
      if (!signal.aborted) onCount(counts.toSorted((a, b) => b.tokens / b.contextTokens - a.tokens / a.contextTokens)[0] ?? null);
    } catch {
      // The answer itself will say what is wrong with the model; a missing count is only a missing count.
      if (!signal.aborted) onCount(null);
    }
  }

  return {
    /** `questions` is asked for when the pause has come. */
    ask(questions: () => CountQuestion[]): void {
      clearTimeout(timer);
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      timer = setTimeout(() => void count(questions(), signal), quietMs);
    },
  };
}
