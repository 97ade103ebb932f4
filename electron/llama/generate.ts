import type { z } from "zod";
import type { Token } from "node-llama-cpp";
import { AppError, toFailure } from "../../shared/errors.ts";
import type { GenerateEvent, GenerateRequest } from "../../shared/llama.ts";
import type { FinishReason } from "../../shared/schemas/chat.ts";
import { createAnswer } from "./answer.ts";
import type { Engine } from "./loadEngine.ts";
import { hasPenalties, samplerOptions, samplingChain } from "./samplers.ts";

/** A prompt is decoded in pieces of this many tokens, so that a cancel is felt between them. */
const promptBatchTokens = 256;
/** One message a token floods the port; a batch per 50 ms reads as smooth. */
const batchMs = 50;

type Request = z.infer<typeof GenerateRequest>;

/** Answers one request on a slot of its own, waiting for one when all are busy. Leaving, or aborting `signal`, frees the slot. */
export async function* generate(engine: Engine, request: Request, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
  const { slots, runtime } = engine;
  const promptTokens = request.promptTokens.length;
  if (promptTokens === 0) throw new AppError("bad-request", "The prompt has no tokens.");
  if (promptTokens >= runtime.contextTokens) throw new AppError("context-exceeded", `The prompt has ${promptTokens} tokens, the context holds ${runtime.contextTokens}.`, { details: { promptTokens, contextTokens: runtime.contextTokens } });
  const turn = slots.enter();
  try {
    for await (const ahead of slots.wait(turn, signal)) yield { type: "queued", ahead };
    const slot = turn.slot!;
    yield { type: "started", slot, slotsBusy: turn.mostBusy, promptBatchTokens: request.batchTokens ?? promptBatchTokens, samplingChain: samplingChain(request.sampling) };
    const figures = yield* answer(engine, slot, request, signal);
    yield { type: "done", ...figures, slotsBusy: turn.mostBusy, cachedTokens: 0 };
  } catch (error) {
    if (signal.aborted || error instanceof AppError) throw error;
    throw new AppError("internal", `llama.cpp failed while it answered: ${toFailure(error).message}.`, { fix: "Ask again; if it stays so, this kind of model can't answer, or the GPU's memory is full." });
  } finally {
    slots.leave(turn);
  }
}

async function* answer(engine: Engine, slot: number, { promptTokens, sampling, ignoreEnd = false, batchTokens = promptBatchTokens }: Request, signal: AbortSignal): AsyncGenerator<GenerateEvent, { finishReason: FinishReason; promptMs: number; generationMs: number }> {
  const { sequences, runtime, beginText } = engine;
  const sequence = sequences[slot]!;
  const prompt = promptTokens as Token[];
  const startedAt = performance.now();
  let generationFrom = startedAt;
  let sentAt = startedAt;
  // Every request begins with an empty slot: what was said before must not change an answer.
  await sequence.clearHistory();
  let processed = 0;
  for (; prompt.length - processed > batchTokens; processed += batchTokens) {
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(processed, processed + batchTokens));
    signal.throwIfAborted();
    yield { type: "prompt", processed: processed + batchTokens };
  }

  const roomTokens = runtime.contextTokens - prompt.length;
  const mostTokens = Math.min(roomTokens, sampling.maxTokens ?? roomTokens);
  const lastTokens = hasPenalties(sampling) ? prompt.slice(-sampling.repeatLastN) : null;
  const collected = createAnswer(beginText(), sampling.stop);
  let count = 0;
  let isStopped = false;
  const tokens = sequence.evaluateWithMetadata(prompt.slice(processed), {}, { ...samplerOptions(sampling, () => lastTokens!.slice(-sampling.repeatLastN)), yieldEogToken: ignoreEnd });
  // Ends by itself at one of the model's end tokens, which is then not given.
  for await (const { token } of tokens) {
    signal.throwIfAborted();
    lastTokens?.push(token);
    isStopped = collected.add(token);
    if (++count >= mostTokens || isStopped) break;
    const now = performance.now();
    if (count > 1 && now - sentAt < batchMs) continue;
    if (count === 1) generationFrom = now;
    sentAt = now;
    const batch = collected.take();
    if (batch) yield { type: "tokens", ...batch };
  }
  const endedAt = performance.now();
  if (count <= 1) generationFrom = endedAt;
  signal.throwIfAborted();
  const last = collected.end(isStopped);
  if (last) yield { type: "tokens", ...last };
  const isFull = !isStopped && count === mostTokens;
  return {
    finishReason: !isFull ? "stop" : sampling.maxTokens !== null && count >= sampling.maxTokens ? "length" : "context",
    promptMs: generationFrom - startedAt,
    generationMs: endedAt - generationFrom,
  };
}
