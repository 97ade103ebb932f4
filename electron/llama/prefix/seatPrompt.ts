import type { Token } from "node-llama-cpp";
import type { z } from "zod";
import type { GenerateEvent, GenerateRequest } from "../../../shared/llama.ts";
import type { Seat } from "../lanes/lane.ts";
import { evaluatePrompt, type Pieces } from "./evaluatePrompt.ts";
import { keepPrefix } from "./keepPrefix.ts";
import { wholeRows } from "./reusableTokens.ts";
import type { StateStore } from "./savedStates.ts";

type Parts = {
  pieceTokens: number;
  savedStates: StateStore | null;
  takeLikelihoods: Pieces["takeLikelihoods"];
};

/**
 * Brings a slot to hold the prompt but for its last piece, which it gives: what the slot has already stays, a kept system prompt comes
 * from disk where it has a state there, the rest is evaluated.
 */
export async function* seatPrompt(seat: Seat, request: z.infer<typeof GenerateRequest>, { pieceTokens, savedStates, takeLikelihoods }: Parts, signal: AbortSignal): AsyncGenerator<GenerateEvent, { rest: Token[]; cachedTokens: number }> {
  const prompt = request.promptTokens as Token[];
  const { sequence } = seat;
  let cachedTokens = await keepPrefix(seat, request);
  const mark = savedStates && request.isSystemKept && request.reuse !== "none" ? wholeRows(Math.min(request.systemTokens, prompt.length - 1)) : 0;
  if (mark > cachedTokens && (await savedStates!.load(sequence, prompt.slice(0, mark)))) {
    cachedTokens = mark;
    seat.exactTokens = mark;
  }
  const onMark = () => savedStates!.save(sequence, prompt.slice(0, mark));
  const rest = yield* evaluatePrompt(seat, prompt, { from: cachedTokens, pieceTokens, mark, onMark, takeLikelihoods }, signal);
  return { rest, cachedTokens };
}
