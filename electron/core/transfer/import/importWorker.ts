import { Worker } from "node:worker_threads";
import { AppError, fromFailure } from "../../../../shared/errors.ts";
import type { TransferPreview, TransferRequest } from "../../../../shared/schemas/transfer.ts";
import type { ImportThreadAsk, ImportThreadData, ImportThreadMessage, OpenedFile } from "./importThread.ts";
import type { ItemBatch } from "./itemBatch.ts";
import type { Place } from "./openRecords.ts";

/** One is written while the next is read. */
const batchesAhead = 2;
/** Holds the longest record several times over; what piles up beyond is garbage, which is collected sooner so. */
const resourceLimits = { maxOldGenerationSizeMb: 2048, maxYoungGenerationSizeMb: 16 };

const brokeOff = (why: string) => new AppError("internal", `The import broke off: ${why}.`, { fix: "Start it again; it goes on where it stopped." });

function start(entry: string, data: ImportThreadData) {
  const worker = new Worker(entry, { workerData: data, resourceLimits });
  const messages: ImportThreadMessage[] = [];
  let ended: AppError | null = null;
  let wake = () => {};
  worker.on("message", (message: ImportThreadMessage) => {
    messages.push(message);
    wake();
  });
  worker.on("error", (error) => (ended ??= brokeOff(error.message)));
  worker.on("exit", () => {
    ended ??= brokeOff("its thread ended");
    wake();
  });
  return {
    ask: (message: ImportThreadAsk) => worker.postMessage(message),
    /** Throws what the thread failed with, and `cancelled` after `signal`. */
    async next(signal?: AbortSignal): Promise<ImportThreadMessage> {
      const onAbort = () => wake();
      signal?.addEventListener("abort", onAbort);
      try {
        for (;;) {
          if (signal?.aborted) throw new AppError("cancelled", "The import was cancelled.");
          const message = messages.shift();
          if (message?.say === "failed") throw fromFailure(message.failure);
          if (message) return message;
          if (ended) throw ended;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        signal?.removeEventListener("abort", onAbort);
      }
    },
    close: () => worker.terminate(),
  };
}

/** What an import would do, worked out on a thread of its own. Throws what `previewImport` throws. */
export async function previewOnThread(entry: string, request: TransferRequest, now: number, signal?: AbortSignal): Promise<TransferPreview> {
  const thread = start(entry, { work: "preview", request, now });
  try {
    const message = await thread.next(signal);
    if (message.say !== "preview") throw brokeOff("it gave no preview");
    return message.preview;
  } finally {
    await thread.close();
  }
}

export type FileReading = { file: OpenedFile; batches(from: Place, signal: AbortSignal): AsyncGenerator<ItemBatch>; close(): Promise<unknown> };

/** A file, read on a thread of its own, as far ahead as one batch. Close it. Throws what `openImport` throws. */
export async function readOnThread(entry: string, request: TransferRequest, now: number, signal?: AbortSignal): Promise<FileReading> {
  const thread = start(entry, { work: "import", request, now });
  try {
    const opened = await thread.next(signal);
    if (opened.say !== "opened") throw brokeOff("it was not opened");
    return {
      file: opened.file,
      close: thread.close,
      async *batches(from, until) {
        thread.ask({ from });
        thread.ask({ more: batchesAhead });
        for (let message = await thread.next(until); message.say === "batch"; message = await thread.next(until)) {
          yield message.batch;
          thread.ask({ more: 1 });
        }
      },
    };
  } catch (error) {
    await thread.close();
    throw error;
  }
}
