import type { Token } from "node-llama-cpp";
import type { TokenLogprob } from "../../shared/schemas/logprobs.ts";
import { createStopStrings } from "./stopStrings.ts";
import type { createTokenText } from "./tokenText.ts";

/** Some tokens of an answer with their text; `ends` as in the contract. */
export type Batch = { tokens: number[]; ends: number[]; text: string; logprobs?: TokenLogprob[] };

/** Collects an answer's tokens into batches; tokens leave together with their text. */
export function createAnswer(tokenText: ReturnType<ReturnType<typeof createTokenText>>, stops: string[]) {
  const stopStrings = stops.length > 0 ? createStopStrings(stops) : null;
  let tokens: number[] = [];
  let ends: number[] = [];
  let logprobs: TokenLogprob[] = [];
  let text = "";
  /** UTF-16 units of text that the tokens so far made, and of those that are free to leave. */
  let madeLength = 0;
  let freeLength = 0;

  function addText(fresh: string): boolean {
    madeLength += fresh.length;
    const { free, isFound } = stopStrings ? stopStrings.push(fresh) : { free: fresh, isFound: false };
    text += free;
    freeLength += free.length;
    return isFound;
  }

  const takeLogprobs = (count: number) => (logprobs.length > 0 ? { logprobs: logprobs.splice(0, count) } : {});

  return {
    /** Whether a stop string ends the answer here. */
    add(token: Token, logprob?: TokenLogprob): boolean {
      const isFound = addText(tokenText.push(token));
      tokens.push(token);
      ends.push(madeLength);
      if (logprob) logprobs.push(logprob);
      return isFound;
    },

    /** What can leave now; null: nothing. */
    take(): Batch | null {
      let count = tokens.length - tokenText.open();
      while (count > 0 && ends[count - 1]! > freeLength) count--;
      if (count <= 0) return null;
      // Text beyond the last token that leaves belongs to the next one.
      const kept = freeLength - ends[count - 1]!;
      const batch = { tokens: tokens.slice(0, count), ends: ends.slice(0, count), text: text.slice(0, text.length - kept), ...takeLogprobs(count) };
      tokens = tokens.slice(count);
      ends = ends.slice(count);
      text = text.slice(text.length - kept);
      return batch;
    },

    /** What is left at the end of the answer. A stop string that was found, and what stands behind it, has no text, nor has a character that the limit cut (`isCut`). */
    end(isStopped: boolean, isCut = false): Batch | null {
      if (!isStopped) {
        addText(tokenText.rest(isCut));
        const rest = stopStrings?.rest() ?? "";
        text += rest;
        freeLength += rest.length;
        if (ends.length > 0) ends[ends.length - 1] = freeLength;
      }
      return tokens.length > 0 ? { tokens, ends: ends.map((end) => Math.min(end, freeLength)), text, ...takeLogprobs(tokens.length) } : null;
    },
  };
}
