import { Worker } from "node:worker_threads";
import { AppError, fromFailure } from "../../../../shared/errors.ts";
import type { Durability } from "../../storage/openDatabase.ts";
import type { MigrationReport } from "../../storage/migrate.ts";
import type { Found } from "./openMonths.ts";
import { rowsOf, sizeOf, type NumberedWrite, type Write, type WriterAnswer, type WriterMessage, type Written } from "./writes.ts";

const cancelled = () => new AppError("cancelled", "Cancelled.");
/** What is refused while too much waits. */
export const busy = () => new AppError("busy", "Too many interactions wait to be written; no more are taken in.", { fix: "Send fewer at a time, or move the data folder to a faster disk." });

/** A burst of this much is taken in while the disk is slow; what would begin on top is refused with `busy`. */
const maxPendingRows = 50_000;
const maxWaitingForRoom = 1000;
const rowsAWaiter = 64;
const maxPendingBytes = 512 * 1024 * 1024;

type Waiting = { rows: number; sizeBytes: number; resolve(written: Written): void; reject(error: unknown): void };

type Parts = { entry: string; logFolder: string; durability: Durability; thisMonth: string; report: (migration: MigrationReport) => void };

/** This side of the writer thread. Rejects with what `openDatabase` throws when the log can't be opened. */
export async function createWriter(parts: Parts) {
  const waiting = new Map<number, Waiting>();
  let pendingRows = 0;
  let pendingBytes = 0;
  /** Whoever can wait with what they have, oldest first. */
  const roomWanted = new Set<() => void>();
  let lastNumber = 0;
  let ended: Error | undefined;
  const opened = Promise.withResolvers<Found>();
  const closed = Promise.withResolvers<void>();
  const worker = new Worker(parts.entry, { workerData: { logFolder: parts.logFolder, durability: parts.durability, thisMonth: parts.thisMonth } });

  worker.on("message", (answer: WriterAnswer) => {
    if ("migrating" in answer) return parts.report(answer.migrating);
    if ("opened" in answer) return opened.resolve(answer.opened);
    if ("openFailed" in answer) return opened.reject(fromFailure(answer.openFailed));
    if ("durable" in answer) {
      for (const [n, written] of answer.written) take(n).resolve(written);
      for (const n of answer.durable) if (waiting.has(n)) take(n).resolve(undefined);
    } else take(answer.n).reject(fromFailure(answer.failure));
    giveRoom();
  });
  worker.on("error", (error) => (ended = error));
  worker.on("exit", () => {
    ended ??= new Error("The log is closed.");
    const failure = gone();
    opened.reject(failure);
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
    giveRoom();
    closed.resolve();
  });
  const take = (n: number): Waiting => {
    const each = waiting.get(n)!;
    waiting.delete(n);
    pendingRows -= each.rows;
    pendingBytes -= each.sizeBytes;
    return each;
  };
  const isHalfFull = () => !ended && (pendingRows >= maxPendingRows / 2 || pendingBytes >= maxPendingBytes / 2);
  function giveRoom(): void {
    // Each brings some tens of rows, so that not all are told at once.
    const tellAtMost = ended ? Infinity : Math.ceil((maxPendingRows / 2 - pendingRows) / rowsAWaiter);
    for (const tell of [...roomWanted].slice(0, Math.max(0, tellAtMost))) {
      if (isHalfFull()) return;
      roomWanted.delete(tell);
      tell();
    }
  }
  const gone = () => new AppError("internal", `The log can't be written any more: ${ended!.message}`, { fix: "Start Tapedeck again; what was recorded is safe." });
  /** What is asked in one turn goes in one message; each has its price. */
  let outbox: NumberedWrite[] = [];
  let transferred: ArrayBuffer[] = [];
  function send(write: NumberedWrite, transfer: ArrayBuffer[]): void {
    if (outbox.length === 0) setImmediate(flush);
    outbox.push(write);
    transferred.push(...transfer);
  }
  function flush(): void {
    if (outbox.length > 0) worker.postMessage({ writes: outbox } satisfies WriterMessage, transferred);
    outbox = [];
    transferred = [];
  }
  const post = (message: WriterMessage) => worker.postMessage(message);
  function commit(): void {
    flush();
    post({ commit: true });
  }
  const found = await opened.promise;

  return {
    ...found,
    isFull: () => pendingRows >= maxPendingRows || pendingBytes >= maxPendingBytes,
    /** Resolves when the queue is less than half full. Rejects with `busy` where too many wait for that, and with `cancelled`. */
    async room(signal?: AbortSignal): Promise<void> {
      if (signal?.aborted) throw cancelled();
      if (!isHalfFull()) return;
      if (roomWanted.size >= maxWaitingForRoom) throw busy();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const cancel = () => reject(cancelled());
      signal?.addEventListener("abort", cancel, { once: true });
      roomWanted.add(resolve);
      // What is held may be what fills it.
      commit();
      try {
        await promise;
      } finally {
        roomWanted.delete(resolve);
        signal?.removeEventListener("abort", cancel);
      }
    },
    /** Resolves when the write is durable. `transfer`: memory that is the thread's from now on. `isHeld`: `commit` is called soon. */
    write(write: Write, transfer: ArrayBuffer[] = [], isHeld = false): Promise<Written> {
      if (ended) return Promise.reject(gone());
      const n = ++lastNumber;
      const sizeBytes = sizeOf(write);
      const rows = rowsOf(write);
      pendingRows += rows;
      pendingBytes += sizeBytes;
      return new Promise((resolve, reject) => {
        waiting.set(n, { rows, sizeBytes, resolve, reject });
        send({ n, write, isHeld }, transfer);
      });
    },
    /** Nothing of what was written waits any longer for more of its kind. */
    commit,
    setDurability: (durability: Durability) => post({ durability }),
    /** Writes what is waiting, then ends the thread. */
    close(): Promise<void> {
      flush();
      post({ close: true });
      return closed.promise;
    },
  };
}
export type Writer = Awaited<ReturnType<typeof createWriter>>;
