import type { z } from "zod";
import type { Token } from "node-llama-cpp";
import type { GenerateEvent, GenerateRequest } from "../../shared/llama.ts";
import type { FinishReason } from "../../shared/schemas/chat.ts";
import type { Guesses } from "../../shared/schemas/interaction.ts";
import { createAnswer } from "./answer.ts";
import { createShift, keptTokens, mostContextsAnAnswer } from "./contextShift.ts";
import { guardGrammar } from "./guardGrammar.ts";
import type { Seat } from "./lanes/lane.ts";
import type { Engine } from "./loadEngine.ts";
import { wholeRows } from "./prefix/cuts.ts";
import { hasPenalties, samplerOptions } from "./samplers.ts";
import { canGuess } from "./speculation/canGuess.ts";
import { evaluateWithGuesses } from "./speculation/evaluateWithGuesses.ts";
import type { LogitsWatch } from "./watchLogits.ts";

/** One message a token floods the port; a batch per 50 ms reads as smooth. */
const batchMs = 50;

type Ended = { finishReason: FinishReason; firstTokenAt: number; endedAt: number; droppedTokens: number; guesses: Guesses | null };

/** Evaluates `rest`, the last piece of the prompt, and draws tokens until the answer ends. Times are of the monotonic clock, in milliseconds. */
export async function* generateAnswer(engine: Engine, seat: Seat, request: z.infer<typeof GenerateRequest>, { rest, watch }: { rest: Token[]; watch: LogitsWatch }, signal: AbortSignal): AsyncGenerator<GenerateEvent, Ended> {
  const { model, runtime, beginText, shaping, mayShift } = engine;
  const { sampling } = request;
  const { sequence } = seat;
  const prompt = request.promptTokens as Token[];
  const grammarEvaluationState = await shaping.grammarState(request.grammar);
  const shift = mayShift ? createShift(sequence, keptTokens(model, prompt, request.systemTokens)) : null;
  const roomTokens = runtime.contextTokens - prompt.length;
  const mostTokens = shift ? (sampling.maxTokens ?? runtime.contextTokens * mostContextsAnAnswer) : Math.min(roomTokens, sampling.maxTokens ?? roomTokens);
  const lastTokens = hasPenalties(sampling) ? prompt.slice(-sampling.repeatLastN) : null;
  const collected = createAnswer((request.withSpecialText ? shaping.beginSpecialText : beginText)(), sampling.stop);
  const likelihoods = function* (): Generator<GenerateEvent> {
    const logprobs = watch?.takePrompt() ?? [];
    if (logprobs.length > 0) yield { type: "promptLogprobs", logprobs };
  };
  let sentAt = 0;
  let firstTokenAt = 0;
  let count = 0;
  let isStopped = false;
  const options = {
    ...samplerOptions(model, sampling, () => lastTokens!.slice(-sampling.repeatLastN)),
    ...shift?.options,
    yieldEogToken: sampling.ignoreEnd,
    ...(grammarEvaluationState && { grammarEvaluationState }),
  };
  const guesses = seat.guesser && canGuess(request) ? { drafted: 0, accepted: 0 } : null;
  const tokens = guesses ? evaluateWithGuesses({ sequence, guesser: seat.guesser!, prompt, rest, options }, guesses, signal) : sequence.evaluateWithMetadata(rest, {}, options);
  try {
    // Ends by itself at one of the model's end tokens, which is then not given.
    for await (const { token } of guardGrammar(tokens, request.grammar)) {
      signal.throwIfAborted();
      lastTokens?.push(token);
      isStopped = collected.add(token, watch?.drawn(prompt.length + count - (shift?.dropped ?? 0)));
      if (++count >= mostTokens || isStopped) break;
      const now = performance.now();
      if (count > 1 && now - sentAt < batchMs) continue;
      if (count === 1) {
        firstTokenAt = now;
        yield* likelihoods();
      }
      sentAt = now;
      const batch = collected.take();
      if (batch) yield { type: "tokens", ...batch };
    }
  } finally {
    // A shift leaves only the kept beginning in its place.
    seat.exactTokens = wholeRows(Math.min(prompt.length, shift && shift.dropped > 0 ? shift.kept : prompt.length, sequence.nextTokenIndex));
  }
  const endedAt = performance.now();
  if (count <= 1) firstTokenAt = endedAt;
  signal.throwIfAborted();
  if (count <= 1) yield* likelihoods();
  const isFull = !isStopped && count === mostTokens;
  const last = collected.end(isStopped, isFull);
  if (last) yield { type: "tokens", ...last };
  const full = sampling.maxTokens !== null && count >= sampling.maxTokens ? "length" : "context";
  return { finishReason: isFull ? full : "stop", firstTokenAt, endedAt, droppedTokens: shift?.dropped ?? 0, guesses };
}
