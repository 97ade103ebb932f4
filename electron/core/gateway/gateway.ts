import { setTimeout as delay } from "node:timers/promises";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, toFailure, type Failure } from "../../../shared/errors.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { RunEvent, RunRequest, Status } from "../../../shared/schemas/chat.ts";
import type { Outcome, Recorder } from "../interactions/recording.ts";
import { createAnswerer, type AnswererParts } from "./answerer.ts";
import { cancelFailure } from "./cancelFailure.ts";
import { createRunRecord, type RunRecord } from "./runRecord.ts";

const progressIntervalMs = 1000;
const leaveWithinMs = 500;

/** The one door to a model: whatever comes through is recorded, however it ends. */
export type Gateway = Services<CoreContract>["gateway"] & {
  /** Cancels what is under way; resolves when its rows are written. */
  close(): Promise<void>;
};

export function createGateway({ recorder, now, ...parts }: AnswererParts & { recorder: Recorder; now: () => number }): Gateway {
  const answerer = createAnswerer(parts);
  const closing = new AbortController();
  const open = new Set<() => Promise<Outcome>>();

  /** Passes an answer on: no text before the row is there, and the text so far into the row now and then. */
  async function* recorded(events: AsyncIterable<RunEvent>, record: RunRecord, id: string, committed: Promise<void>): AsyncGenerator<RunEvent> {
    let progressAt = performance.now();
    for await (const event of events) {
      if (event.type === "text") {
        await committed;
        const at = performance.now();
        if (at - progressAt >= progressIntervalMs) {
          progressAt = at;
          recorder.progress(id, record.output, record.completionTokens());
        }
      }
      yield event;
    }
    await committed;
  }

  async function* run(request: RunRequest, signal: AbortSignal): AsyncGenerator<RunEvent> {
    const known = parts.library.list().find(({ name, id }) => name === request.target || id === request.target);
    const record = createRunRecord(request, now(), known);
    const { id, committed } = recorder.begin(record.start());
    // It is waited for before the first text; until then its failure must not end the process.
    committed.catch(() => {});
    const ending = AbortSignal.any([signal, closing.signal]);
    /** Undefined: the reader left in the middle, or Tapedeck ends. */
    let end: { status: Exclude<Status, "running">; failure: Failure | null } | undefined;
    const cancelled = () => ({ status: "cancelled" as const, failure: cancelFailure(request.origin, closing.signal.aborted) });
    const finish = once(async () => {
      const { status, failure } = end ?? cancelled();
      const outcome = record.outcome(status, failure);
      await recorder.finish(id, outcome);
      return outcome;
    });
    open.add(finish);
    try {
      yield { type: "begun", interactionId: id };
      yield* recorded(answerer.answer(request, record, ending), record, id, committed);
      end = { status: "ok", failure: record.finishReason === "context" ? contextFull(record) : null };
    } catch (error) {
      end = ending.aborted ? cancelled() : failed(error);
      const { code, message, fix, details } = end.failure!;
      throw new AppError(code, message, { fix, details: { ...details, interactionId: id }, cause: error });
    } finally {
      await finish().finally(() => open.delete(finish));
    }
    const { status, finishReason, usage, timings } = await finish();
    yield { type: "done", interactionId: id, status, finishReason, usage, timings };
  }

  return {
    run,
    countTokens: answerer.countTokens,
    async close() {
      closing.abort();
      for (const deadline = performance.now() + leaveWithinMs; open.size > 0 && performance.now() < deadline; ) await delay(leaveWithinMs / 100);
      // A reader that stopped reading holds its answer up: its row is written all the same.
      await Promise.allSettled([...open].map((finish) => finish()));
    },
  };
}

/** Not a failure of the request, but the reader must learn why the answer stops. */
function contextFull({ completionTokens, contextTokens }: RunRecord): Failure {
  return {
    code: "context-exceeded",
    message: `The context of ${contextTokens()} tokens was full after ${completionTokens()} tokens of the answer.`,
    fix: "Shorten the conversation, or give the model a larger context in its settings.",
  };
}

/** A model that a person unloads in the middle of its answer was cancelled, too. */
function failed(error: unknown): { status: "failed" | "cancelled"; failure: Failure } {
  const failure = toFailure(error);
  return { status: failure.code === "cancelled" ? "cancelled" : "failed", failure };
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
