import type { z } from "zod";
import type { Token } from "node-llama-cpp";
import { AppError, toFailure } from "../../shared/errors.ts";
import type { GenerateEvent, GenerateRequest } from "../../shared/llama.ts";
import { generateAnswer } from "./generateAnswer.ts";
import type { Seat } from "./lanes/lane.ts";
import type { Engine } from "./loadEngine.ts";
import { chooseSeat } from "./prefix/chooseSeat.ts";
import { evenCut, exactCut, type Cut } from "./prefix/cuts.ts";
import { seatPrompt } from "./prefix/seatPrompt.ts";
import { watchLogits, type LogitsWatch } from "./watchLogits.ts";
import { samplingChain } from "./samplers.ts";

type Request = z.infer<typeof GenerateRequest>;

/** Answers one request on a slot of its own, waiting for one when all are busy. Leaving, or aborting `signal`, frees the slot, which keeps its tokens. */
export async function* generate(engine: Engine, request: Request, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
  check(request, engine.runtime.contextTokens);
  const { lane, release } = await engine.lanes.hold(request.adapters, signal);
  // Each of the prompt's tokens has to be evaluated to tell how likely it was.
  const wanted: Request = request.promptLogprobs ? { ...request, reuse: "none" } : request;
  const cut = engine.runtime.isReuseExact && request.batchTokens === undefined ? exactCut(request.promptTokens.length) : evenCut(request.batchTokens);
  const turn = lane.slots.enter((free) => chooseSeat(lane.seats, free, { prompt: request.promptTokens, reuse: wanted.reuse, cut }));
  let watch: LogitsWatch = null;
  let seat: Seat | undefined;
  try {
    for await (const ahead of lane.slots.wait(turn, signal)) yield { type: "queued", ahead };
    const slot = turn.slot!;
    seat = lane.seats[slot]!;
    seat.usedAt = engine.countAnswer();
    yield { type: "started", slot, slotsBusy: turn.mostBusy, promptBatchTokens: cut.pieceTokens, samplingChain: samplingChain(request.sampling, request.grammar?.name) };
    watch = watchLogits(engine.model, seat.sequence, engine.shaping.tokenBytes, request.promptTokens as Token[], request);
    yield* onSeat(engine, seat, wanted, { cut, watch, mostBusy: () => turn.mostBusy }, signal);
  } catch (error) {
    if (signal.aborted || error instanceof AppError) throw error;
    if (seat) await forget(seat);
    throw new AppError("internal", `llama.cpp failed while it answered: ${toFailure(error).message}.`, { fix: "Ask again; if it stays so, this kind of model can't answer, or the GPU's memory is full." });
  } finally {
    watch?.end();
    lane.slots.leave(turn);
    release();
  }
}

async function* onSeat(engine: Engine, seat: Seat, request: Request, { cut, watch, mostBusy }: { cut: Cut; watch: LogitsWatch; mostBusy: () => number }, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
  const startedAt = performance.now();
  const { rest, cachedTokens } = yield* seatPrompt(seat, request, { cut, savedStates: engine.savedStates, takeLikelihoods: () => watch?.takePrompt() ?? [] }, signal);
  const { finishReason, firstTokenAt, endedAt, droppedTokens, guesses } = yield* generateAnswer(engine, seat, request, { rest, watch }, signal);
  yield { type: "done", finishReason, slotsBusy: mostBusy(), cachedTokens, promptMs: firstTokenAt - startedAt, generationMs: endedAt - firstTokenAt, guesses, droppedTokens };
}

function check({ promptTokens: { length: promptTokens } }: Request, contextTokens: number): void {
  if (promptTokens === 0) throw new AppError("bad-request", "The prompt has no tokens.");
  if (promptTokens >= contextTokens) throw new AppError("context-exceeded", `The prompt has ${promptTokens} tokens, the context holds ${contextTokens}.`, { details: { promptTokens, contextTokens } });
}

/** After a failure of llama.cpp it is not known what the slot holds. */
async function forget(seat: Seat): Promise<void> {
  seat.exactTokens = 0;
  await seat.sequence.clearHistory().catch(() => {});
}
