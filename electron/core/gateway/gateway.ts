import { setTimeout as delay } from "node:timers/promises";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, toFailure, type Failure } from "../../../shared/errors.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { RunEvent, RunRequest, Status } from "../../../shared/schemas/chat.ts";
import type { Outcome, Recorder } from "../interactions/recording.ts";
import { createAnswerer, type AnswererParts } from "./answerer.ts";
import { cancelFailure } from "./cancelFailure.ts";
import { remark } from "./remark.ts";
import { createRunRecord, type RunRecord } from "./runRecord.ts";
import { createVectors, embedRun, rerankRun } from "./vectors.ts";

const progressIntervalMs = 1000;
const leaveWithinMs = 500;

/** The one door to a model: whatever comes through is recorded, however it ends. */
export type Gateway = Services<CoreContract>["gateway"] & {
  /** Cancels what is under way; resolves when its rows are written. */
  close(): Promise<void>;
};

export function createGateway({ recorder, now, ...parts }: AnswererParts & { recorder: Recorder; now: () => number }): Gateway {
  const answerer = createAnswerer(parts);
  const vectors = createVectors(parts);
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

  type Work = (record: RunRecord, signal: AbortSignal) => AsyncIterable<RunEvent>;

  /** Does `work` as an interaction, and yields its events between `begun` and `done`. */
  async function* interaction(request: RunRequest, signal: AbortSignal, work: Work): AsyncGenerator<RunEvent> {
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
      yield* recorded(work(record, ending), record, id, committed);
      end = { status: "ok", failure: remark(request, record) };
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

  const run = (request: RunRequest, signal: AbortSignal) => interaction(request, signal, (record, ending) => answerer.answer(request, record, ending));

  /** As `interaction`, for what makes one result instead of text. */
  async function resultOf<T>(request: RunRequest, signal: AbortSignal, work: (record: RunRecord, signal: AbortSignal, give: (result: T) => void) => AsyncIterable<RunEvent>) {
    let given: T | undefined;
    let last: RunEvent | undefined;
    for await (const event of interaction(request, signal, (record, ending) => work(record, ending, (result) => (given = result)))) last = event;
    if (given === undefined || last?.type !== "done") throw new AppError("internal", "The model's answer has no result.");
    return { interactionId: last.interactionId, usage: last.usage, ...given };
  }

  return {
    run,
    complete: ({ prompt, ...request }, signal) => run({ ...request, operation: "complete", messages: [{ role: "user", content: prompt }] }, signal),
    preview: answerer.preview,
    embed(input, signal) {
      const request = embedRun(input);
      return resultOf<Parameters<Parameters<typeof vectors.embed>[4]>[0]>(request, signal, (record, ending, give) => vectors.embed(request, input.normalize, record, ending, give));
    },
    rerank(input, signal) {
      const request = rerankRun(input);
      return resultOf<Parameters<Parameters<typeof vectors.rerank>[4]>[0]>(request, signal, (record, ending, give) => vectors.rerank(request, input, record, ending, give));
    },
    countTokens: answerer.countTokens,
    async close() {
      closing.abort();
      for (const deadline = performance.now() + leaveWithinMs; open.size > 0 && performance.now() < deadline; ) await delay(leaveWithinMs / 100);
      // A reader that stopped reading holds its answer up: its row is written all the same.
      await Promise.allSettled([...open].map((finish) => finish()));
    },
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
