import { Worker } from "node:worker_threads";
import { AppError, fromFailure } from "../../../shared/errors.ts";
import type { ReadAnswer, Reads } from "./readerThread.ts";

/** This side of the reading thread. */
export function createReader(parts: { entry: string; logFolder: string }) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let lastNumber = 0;
  let worker: Worker | undefined;
  let isClosed = false;

  /** A thread that broke is started again by the next question. */
  function start(): Worker {
    const started = new Worker(parts.entry, { workerData: { logFolder: parts.logFolder } });
    let cause: Error | undefined;
    started.on("message", (answer: ReadAnswer) => {
      const each = waiting.get(answer.n);
      waiting.delete(answer.n);
      if ("failure" in answer) each?.reject(fromFailure(answer.failure));
      else each?.resolve(answer.value);
    });
    started.on("error", (error) => (cause = error));
    started.on("exit", () => {
      worker = undefined;
      for (const { reject } of waiting.values()) reject(new AppError("internal", `The log could not be read: ${cause?.message ?? "its reader ended"}.`, { fix: "Try again." }));
      waiting.clear();
    });
    return started;
  }

  return {
    ask<R extends keyof Reads>(read: R, input: Reads[R]["input"]): Promise<Reads[R]["output"]> {
      if (isClosed) return Promise.reject(new AppError("internal", "The log is closed."));
      worker ??= start();
      const n = ++lastNumber;
      return new Promise((resolve, reject) => {
        waiting.set(n, { resolve: resolve as (value: unknown) => void, reject });
        worker!.postMessage({ n, read, input });
      });
    },
    async close(): Promise<void> {
      isClosed = true;
      const open = worker;
      if (!open) return;
      await new Promise((resolve) => {
        open.once("exit", resolve);
        open.postMessage({ close: true });
      });
    },
  };
}
