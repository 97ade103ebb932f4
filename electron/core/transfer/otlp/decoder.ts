import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { AppError, fromFailure, type Failure } from "../../../../shared/errors.ts";
import type { MapContext } from "../spans/sourceSpan.ts";
import type { Chunk, PackedRequest } from "./decodeChunks.ts";

/** To the thread: a request, which is answered with its first piece; the next piece of one; or that nobody wants more of one. */
export type DecoderMessage = { id: number } & ({ request: PackedRequest; context: MapContext } | { next: true } | { drop: true });
export type DecoderAnswer = { isReady: true } | ({ id: number } & ({ chunk: Chunk } | { isDone: true } | { failure: Failure }));

type Waiting = { sizeBytes: number; resolve(chunk: Chunk | null): void; reject(error: unknown): void };
export type Decoder = ReturnType<typeof createDecoder>;

/** What the largest body may take while it is read; a thread that takes more is ended, and core goes on. */
const memoryLimitMb = 1024;

/** This side of the decoding thread, which starts with the first request. */
export function createDecoder({ workerEntry }: { workerEntry: string }) {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let worker: Promise<Worker> | undefined;

  async function start(): Promise<Worker> {
    const started = new Worker(workerEntry, { resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb } });
    started.unref();
    let fault: Error | undefined;
    started.on("error", (error) => (fault = error));
    started.on("exit", () => {
      worker = undefined;
      // Of those that were open, the largest is the one to blame; the others may come again.
      const largest = Math.max(...[...waiting.values()].map(({ sizeBytes }) => sizeBytes));
      for (const { sizeBytes, reject } of waiting.values()) reject(ended(fault, sizeBytes === largest));
      waiting.clear();
    });
    await once(started, "message");
    started.on("message", (answer: DecoderAnswer) => {
      if ("isReady" in answer) return;
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ("chunk" in answer) asked?.resolve(answer.chunk);
      else if ("failure" in answer) asked?.reject(fromFailure(answer.failure));
      else asked?.resolve(null);
    });
    return started;
  }

  async function ask(message: DecoderMessage, sizeBytes: number, transfer: ArrayBuffer[] = []): Promise<Chunk | null> {
    const thread = await (worker ??= start());
    return new Promise((resolve, reject) => {
      waiting.set(message.id, { sizeBytes, resolve, reject });
      thread.postMessage(message, transfer);
    });
  }

  return {
    /** A request in pieces; the next one is read while the last is worked on. Takes the body's memory. Throws `bad-request`, `too-large`. */
    async *chunks(request: PackedRequest, context: MapContext): AsyncGenerator<Chunk> {
      const id = ++lastId;
      const body = request.body.byteLength === request.body.buffer.byteLength ? request.body : new Uint8Array(request.body);
      const sizeBytes = body.byteLength;
      let isOver = false;
      try {
        let chunk = await ask({ id, request: { ...request, body }, context }, sizeBytes, [body.buffer as ArrayBuffer]);
        while (chunk) {
          const next = ask({ id, next: true }, sizeBytes);
          // Heard where it is awaited, also when whoever asked leaves first.
          next.catch(() => {});
          yield chunk;
          chunk = await next;
        }
        isOver = true;
      } finally {
        if (!isOver) (await worker)?.postMessage({ id, drop: true } satisfies DecoderMessage);
      }
    },
    async close(): Promise<void> {
      await (await worker)?.terminate();
    },
  };
}

function ended(fault: Error | undefined, isLargest: boolean): AppError {
  const isTooMuch = (fault as NodeJS.ErrnoException | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY";
  if (isTooMuch && isLargest) return new AppError("too-large", "The body takes too much memory to read; nothing more of it was stored.", { fix: "Send it in several requests." });
  return new AppError("busy", isTooMuch ? "Another request took the memory for reading." : `Reading traces failed: ${fault?.message ?? "its thread has ended"}.`, { fix: "Send it again." });
}
