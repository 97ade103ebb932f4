import { Worker } from "node:worker_threads";
import { AppError, fromFailure } from "../../../../shared/errors.ts";
import type { ReadAnswer, ReadMessage, Reads } from "./readerThread.ts";

/** Questions that wait for the reader; more are refused. */
const maxWaiting = 1000;

type Question = { message: Extract<ReadMessage, { n: number }>; resolve(value: unknown): void; reject(error: unknown): void };

/** This side of the reading thread; `givesWay`: one that comes after requests. It gets one question at a time, so one that was cancelled while it waited costs nothing. */
export function createReader(parts: { entry: string; logFolder: string; givesWay?: boolean }) {
  const waiting: Question[] = [];
  let asked: Question | undefined;
  let worker: Worker | undefined;
  let isClosed = false;
  let lastNumber = 0;
  /** The number of the question that nobody waits for any more, for the thread to see in the middle of its work. */
  const cancelledNumber = new Int32Array(new SharedArrayBuffer(4));

  /** A thread that broke is started again by the next question. */
  function start(): Worker {
    const started = new Worker(parts.entry, { workerData: { logFolder: parts.logFolder, cancelled: cancelledNumber, givesWay: parts.givesWay ?? false } });
    let cause: Error | undefined;
    started.on("message", (answer: ReadAnswer) => {
      if ("failure" in answer) asked?.reject(fromFailure(answer.failure));
      else asked?.resolve(answer.value);
      asked = undefined;
      askNext();
    });
    started.on("error", (error) => (cause = error));
    started.on("exit", () => {
      worker = undefined;
      asked?.reject(new AppError("internal", `The log could not be read: ${cause?.message ?? "its reader ended"}.`, { fix: "Try again." }));
      asked = undefined;
      askNext();
    });
    return started;
  }

  function askNext(): void {
    if (asked || waiting.length === 0) return;
    asked = waiting.shift()!;
    worker ??= start();
    worker.postMessage(asked.message);
  }

  return {
    /** Rejects with `cancelled` at once when `signal` aborts. */
    ask<R extends keyof Reads>(read: R, input: Reads[R]["input"], signal?: AbortSignal): Promise<Reads[R]["output"]> {
      if (isClosed) return Promise.reject(new AppError("internal", "The log is closed."));
      if (waiting.length >= maxWaiting) return Promise.reject(new AppError("busy", `${maxWaiting} questions to the log are waiting.`, { fix: "Ask again in a moment." }));
      if (signal?.aborted) return Promise.reject(cancelled());
      const { promise, resolve, reject } = Promise.withResolvers<Reads[R]["output"]>();
      const question: Question = { message: { n: ++lastNumber, read, input: input as never }, resolve: resolve as Question["resolve"], reject };
      const cancel = () => {
        const index = waiting.indexOf(question);
        if (index >= 0) waiting.splice(index, 1);
        else if (asked === question) Atomics.store(cancelledNumber, 0, question.message.n);
        reject(cancelled());
      };
      signal?.addEventListener("abort", cancel);
      waiting.push(question);
      askNext();
      return promise.finally(() => signal?.removeEventListener("abort", cancel));
    },
    async close(): Promise<void> {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(new AppError("internal", "The log is closed."));
      const open = worker;
      if (!open) return;
      // A long search ends; what is short is answered first.
      if (asked) Atomics.store(cancelledNumber, 0, asked.message.n);
      await new Promise((resolve) => {
        open.once("exit", resolve);
        open.postMessage({ close: true } satisfies ReadMessage);
      });
    },
  };
}

export type Reader = ReturnType<typeof createReader>;

const cancelled = () => new AppError("cancelled", "Cancelled.");
