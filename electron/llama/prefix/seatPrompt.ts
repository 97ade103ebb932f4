import type { Token } from "node-llama-cpp";
import type { z } from "zod";
import type { GenerateEvent, GenerateRequest } from "../../../shared/llama.ts";
import type { Seat } from "../lanes/lane.ts";
import { evaluatePrompt, type Pieces } from "./evaluatePrompt.ts";
import { keepPrefix } from "./keepPrefix.ts";
import { rowsTogether, wholePiece, type Cut } from "./cuts.ts";
import type { StateStore } from "./savedStates.ts";

type Parts = {
  cut: Cut;
  savedStates: StateStore | null;
  takeLikelihoods: Pieces["takeLikelihoods"];
};

/**
 * Brings a slot to hold the prompt but for its last piece, which it gives: what the slot has already stays, a kept system prompt comes
 * from disk where it has a state there, the rest is evaluated.
 */
export async function* seatPrompt(seat: Seat, request: z.infer<typeof GenerateRequest>, { cut, savedStates, takeLikelihoods }: Parts, signal: AbortSignal): AsyncGenerator<GenerateEvent, { rest: Token[]; cachedTokens: number }> {
  const prompt = request.promptTokens as Token[];
  const { sequence } = seat;
  let cachedTokens = await keepPrefix(seat, { prompt, reuse: request.reuse, cut });
  const mark = savedStates && request.isSystemKept && request.reuse !== "none" ? wholePiece(Math.max(0, Math.min(request.systemTokens, prompt.length - rowsTogether)), cut) : 0;
  const wideTokens = Math.min(mark, cut.wideTokens);
  if (mark > cachedTokens && (await savedStates!.load(sequence, prompt.slice(0, mark), wideTokens))) {
    cachedTokens = mark;
    seat.exactTokens = mark;
  }
  const onMark = () => savedStates!.save(sequence, prompt.slice(0, mark), wideTokens);
  const rest = yield* evaluatePrompt(seat, prompt, { from: cachedTokens, cut, mark, onMark, takeLikelihoods }, signal);
  return { rest, cachedTokens };
}
