import { Worker } from "node:worker_threads";
import { AppError, fromFailure } from "../../../../shared/errors.ts";
import type { TaskAnswer, TaskInputs, TaskItems } from "./tasks.ts";

/**
 * Does long work on the log's files on a thread of its own: gives its items one by one, each when the one before was taken. Leaving the
 * loop, or aborting the signal, ends the thread. Throws what the task throws, and `cancelled`.
 */
export async function* runTask<T extends keyof TaskInputs>(entry: string, task: T, input: TaskInputs[T], signal?: AbortSignal): AsyncGenerator<TaskItems[T]> {
  if (signal?.aborted) throw cancelled();
  const worker = new Worker(entry, { workerData: { task, input } });
  let next = Promise.withResolvers<TaskAnswer>();
  worker.on("message", (answer: TaskAnswer) => next.resolve(answer));
  worker.on("error", (error) => next.reject(error));
  worker.on("exit", () => next.reject(new AppError("internal", "The work on the log ended before it was done.", { fix: "Try again." })));
  const cancel = () => next.reject(cancelled());
  signal?.addEventListener("abort", cancel);
  try {
    for (;;) {
      const answer = await next.promise;
      if ("failure" in answer) throw fromFailure(answer.failure);
      if ("done" in answer) return;
      next = Promise.withResolvers();
      // It is looked at in the next round, and must not be an unhandled rejection meanwhile.
      next.promise.catch(() => {});
      yield answer.item as TaskItems[T];
      worker.postMessage("more");
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
    next.promise.catch(() => {});
    await worker.terminate();
  }
}

/** The one item of a task that gives one. */
export async function resultOf<T extends keyof TaskInputs>(entry: string, task: T, input: TaskInputs[T], signal?: AbortSignal): Promise<TaskItems[T]> {
  for await (const item of runTask(entry, task, input, signal)) return item;
  throw new AppError("internal", "The work on the log gave no result.");
}

const cancelled = () => new AppError("cancelled", "Cancelled.");
