// The thread that unpacks and reads OTLP: a request may hold 100,000 spans, and nobody else should wait for them.
import { parentPort } from "node:worker_threads";
import { toFailure } from "../../shared/errors.ts";
import { decodeChunks, type Chunk } from "./transfer/otlp/decodeChunks.ts";
import type { DecoderAnswer, DecoderMessage } from "./transfer/otlp/decoder.ts";

const open = new Map<number, Generator<Chunk, void, undefined>>();
const answer = (message: DecoderAnswer) => parentPort!.postMessage(message);

parentPort!.on("message", (message: DecoderMessage) => {
  const { id } = message;
  if ("drop" in message) return void open.delete(id);
  try {
    if ("request" in message) open.set(id, decodeChunks(message.request, message.context));
    const next = open.get(id)?.next();
    if (next && !next.done) return answer({ id, chunk: next.value });
    open.delete(id);
    answer({ id, isDone: true });
  } catch (error) {
    open.delete(id);
    answer({ id, failure: toFailure(error) });
  }
});
answer({ isReady: true });
