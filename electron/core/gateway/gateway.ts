import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, toFailure, type Failure } from "../../../shared/errors.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { RunEvent, RunRequest, Status } from "../../../shared/schemas/chat.ts";
import type { Outcome, Recorder } from "../interactions/recording.ts";
import { createAnswerer, type AnswererParts } from "./answerer.ts";
import { cancelFailure } from "./cancelFailure.ts";
import { createRunRecord, type RunRecord } from "./runRecord.ts";

const progressIntervalMs = 1000;

/** The one door to a model: whatever comes through is recorded, however it ends. */
export type Gateway = Services<CoreContract>["gateway"] & {
  /** Cancels what is under way; resolves when its rows are written. */
  close(): Promise<void>;
};

export function createGateway({ recorder, now, ...parts }: AnswererParts & { recorder: Recorder; now: () => number }): Gateway {
  const answerer = createAnswerer(parts);
  const closing = new AbortController();
  const open = new Set<Promise<void>>();

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
    const { promise: written, resolve: isWritten } = Promise.withResolvers<void>();
    open.add(written);
    const ending = AbortSignal.any([signal, closing.signal]);
    // What the row says when the reader just leaves.
    let status: Exclude<Status, "running"> = "cancelled";
    let failure: Failure | null = cancelFailure(request.origin, false);
    let outcome: Outcome;
    try {
      yield { type: "begun", interactionId: id };
      yield* recorded(answerer.answer(request, record, ending), record, id, committed);
      status = "ok";
      failure = record.finishReason === "context" ? contextFull(record) : null;
    } catch (error) {
      failure = ending.aborted ? cancelFailure(request.origin, closing.signal.aborted) : toFailure(error);
      status = failure.code === "cancelled" ? "cancelled" : "failed";
      throw new AppError(failure.code, failure.message, { fix: failure.fix, details: { ...failure.details, interactionId: id }, cause: error });
    } finally {
      outcome = record.outcome(status, failure);
      await recorder.finish(id, outcome).finally(() => {
        open.delete(written);
        isWritten();
      });
    }
    const { finishReason, usage, timings } = outcome;
    yield { type: "done", interactionId: id, status, finishReason, usage, timings };
  }

  return {
    run,
    countTokens: answerer.countTokens,
    async close() {
      closing.abort();
      await Promise.all(open);
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
