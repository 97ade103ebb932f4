import { Worker } from "node:worker_threads";
import { AppError, fromFailure } from "../../../shared/errors.ts";
import type { Durability } from "../storage/openDatabase.ts";
import type { Found } from "./openMonths.ts";
import { sizeOf, type Write, type WriterAnswer, type WriterMessage } from "./writes.ts";

/** A burst of this much is taken in while the disk is slow; what would begin on top is refused with `busy`. */
const maxPendingWrites = 50_000;
const maxPendingBytes = 512 * 1024 * 1024;

type Waiting = { sizeBytes: number; resolve(): void; reject(error: unknown): void };

/** This side of the writer thread. Rejects with what `openDatabase` throws when the log can't be opened. */
export async function createWriter(parts: { entry: string; logFolder: string; durability: Durability; thisMonth: string }) {
  const waiting = new Map<number, Waiting>();
  let pendingBytes = 0;
  let lastNumber = 0;
  let ended: Error | undefined;
  const opened = Promise.withResolvers<Found>();
  const closed = Promise.withResolvers<void>();
  const worker = new Worker(parts.entry, { workerData: { logFolder: parts.logFolder, durability: parts.durability, thisMonth: parts.thisMonth } });

  worker.on("message", (answer: WriterAnswer) => {
    if ("opened" in answer) return opened.resolve(answer.opened);
    if ("openFailed" in answer) return opened.reject(fromFailure(answer.openFailed));
    if ("durable" in answer) for (const n of answer.durable) take(n).resolve();
    else take(answer.n).reject(fromFailure(answer.failure));
  });
  worker.on("error", (error) => (ended = error));
  worker.on("exit", () => {
    ended ??= new Error("The log is closed.");
    const failure = gone();
    opened.reject(failure);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
    closed.resolve();
  });
  const take = (n: number): Waiting => {
    const each = waiting.get(n)!;
    waiting.delete(n);
    pendingBytes -= each.sizeBytes;
    return each;
  };
  const gone = () => new AppError("internal", `The log can't be written any more: ${ended!.message}`, { fix: "Start Tapedeck again; what was recorded is safe." });
  const post = (message: WriterMessage) => worker.postMessage(message);
  const found = await opened.promise;

  return {
    ...found,
    isFull: () => waiting.size >= maxPendingWrites || pendingBytes >= maxPendingBytes,
    /** Resolves when the write is durable. */
    write(write: Write): Promise<void> {
      if (ended) return Promise.reject(gone());
      const n = ++lastNumber;
      const sizeBytes = sizeOf(write);
      pendingBytes += sizeBytes;
      return new Promise((resolve, reject) => {
        waiting.set(n, { sizeBytes, resolve, reject });
        post({ n, write });
      });
    },
    setDurability: (durability: Durability) => post({ durability }),
    /** Writes what is waiting, then ends the thread. */
    close(): Promise<void> {
      post({ close: true });
      return closed.promise;
    },
  };
}
export type Writer = Awaited<ReturnType<typeof createWriter>>;
