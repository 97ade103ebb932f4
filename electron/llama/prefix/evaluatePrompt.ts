import type { Token } from "node-llama-cpp";
import type { GenerateEvent } from "../../../shared/llama.ts";
import type { TokenLogprob } from "../../../shared/schemas/logprobs.ts";
import type { Seat } from "../lanes/lane.ts";
import { rowsTogether, wholeRows, type Cut } from "./cuts.ts";

export type Pieces = {
  /** Already in the slot. */
  from: number;
  cut: Cut;
  /** A place where a piece must end, so that the state there can be saved; 0: none. */
  mark: number;
  onMark: () => Promise<void>;
  /** How likely the tokens were that were evaluated since it was last asked. */
  takeLikelihoods: () => (TokenLogprob | null)[];
};

/**
 * Evaluates a prompt piece by piece, so that a cancel is felt between them and other answers go on; gives the last piece, which is
 * evaluated together with the first token of the answer.
 */
export async function* evaluatePrompt(seat: Seat, prompt: Token[], { from, cut, mark, onMark, takeLikelihoods }: Pieces, signal: AbortSignal): AsyncGenerator<GenerateEvent, Token[]> {
  let processed = from;
  for (;;) {
    const toMark = processed < mark ? mark - processed : Number.POSITIVE_INFINITY;
    const piece = Math.min(processed < cut.wideTokens ? Math.min(cut.pieceTokens, cut.wideTokens - processed) : cut.restTokens, toMark);
    const left = prompt.length - processed;
    // A last piece of fewer rows would be computed by other kernels.
    if (left <= piece || (left < piece + Math.min(rowsTogether, piece) && piece < toMark)) break;
    await seat.sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(processed, processed + piece));
    processed += piece;
    seat.exactTokens = wholeRows(processed);
    signal.throwIfAborted();
    if (processed === mark) await onMark();
    yield { type: "prompt", processed };
    const logprobs = takeLikelihoods();
    if (logprobs.length > 0) yield { type: "promptLogprobs", logprobs };
  }
  return prompt.slice(processed);
}
