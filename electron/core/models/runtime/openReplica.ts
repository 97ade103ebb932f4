import { AppError } from "../../../../shared/errors.ts";
import type { ChatFormat } from "../../../../shared/gguf/chatFormat.ts";
import type { LoadRequest } from "../../../../shared/llama.ts";
import type { SlowerThanRecord } from "../../../../shared/schemas/bench.ts";
import type { Runtime } from "../../../../shared/schemas/model.ts";
import type { z } from "zod";
import type { AnswerSpeed } from "../bench/speedRecords.ts";
import type { LlamaProcess } from "../llamaProcess.ts";
import { createLoadedModel, type LoadedModel } from "../loadedModel.ts";
import { loadFailure, type Need } from "../loadFailure.ts";

/** One process of a model that is ready to answer. */
export type Replica = {
  process: LlamaProcess;
  model: LoadedModel;
  /** Requests that were given this replica and have not taken hold of it yet. */
  promised: number;
  /** It did not answer, and is being ended for it. */
  isHung: boolean;
};

type Parts = { name: string; chat: ChatFormat; request: z.input<typeof LoadRequest>; need: Need | null; start: () => LlamaProcess; onChange: () => void; onAnswer: () => void; judge: (runtime: Runtime, answer: AnswerSpeed) => SlowerThanRecord | null };

/** A load that makes no progress for this long has failed. */
const stalledMs = 120_000;

/** Starts a process and loads the model in it; yields the progress from 0 to 1. Throws what kept it from that, once the process is gone. */
export async function* openReplica({ name, chat, request, need, start, onChange, onAnswer, judge }: Parts, cancel: AbortSignal): AsyncGenerator<number, Replica> {
  const process = start();
  // Of this process alone: another load of the model may still succeed.
  const stall = new AbortController();
  const timer = setTimeout(() => stall.abort(stalled(name)), stalledMs);
  const signal = AbortSignal.any([cancel, stall.signal]);
  let opened: Replica | undefined;
  try {
    for await (const event of process.client.model.load(request, signal)) {
      timer.refresh();
      if (event.type === "progress") yield event.progress;
      else opened = { process, model: createLoadedModel({ process, name, runtime: event.runtime, chat, onChange, onAnswer, judge: (answer) => judge(event.runtime, answer) }), promised: 0, isHung: false };
    }
    if (!opened) throw signal.aborted ? signal.reason : new AppError("model-load-failed", "Its process ended the load without a model.");
    return opened;
  } catch (error) {
    throw await loadFailure(signal.aborted ? signal.reason : error, name, process, need);
  } finally {
    clearTimeout(timer);
    if (!opened) await process.stop();
  }
}

function stalled(name: string): AppError {
  return new AppError("model-load-failed", `Loading ${name} made no progress for ${stalledMs / 1000} seconds.`, { fix: "See whether the disk answers and memory is free, then load it again." });
}
