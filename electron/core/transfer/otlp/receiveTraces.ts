import { AppError } from "../../../../shared/errors.ts";
import type { IncomingBatch, Ingested } from "../../../../shared/schemas/incoming.ts";
import { unlessAborted } from "../../unlessAborted.ts";
import type { HttpAnswer, HttpBody } from "../httpExchange.ts";
import type { Decoder } from "./decoder.ts";
import { createLine } from "./line.ts";
import { encodingOf, failedAnswer, fullAnswer, type Encoding } from "./traceAnswer.ts";
import { createTally } from "./tally.ts";
import { UnknownMedia } from "./unknownMedia.ts";

type Parts = {
  /** Resolves when what was stored is durable. */
  ingest(batch: IncomingBatch, signal?: AbortSignal): Promise<Ingested>;
  decoder: Pick<Decoder, "chunks">;
  now: () => number;
  /** How long a piece may wait for the log. */
  patienceMs?: number;
  /** Requests beyond are refused with 429. */
  mostWaiting?: number | undefined;
};

/** Exporters give up after 10 seconds, and would never hear that they may send again. */
const defaultPatienceMs = 8000;

/** What is worked on at once, by weight: while small ones share a commit, a large one is read alone. */
const capacity = 32;
const bytesAWeight = 1024 * 1024;
/** What a gzip is taken to unpack to, in its own size. */
const packedTimes = 8;
/** Of a burst; the listener bounds their bytes. */
const defaultMostWaiting = 5000;

/**
 * `POST /v1/traces`: OTLP over HTTP, in protobuf or JSON, with or without gzip; the answer is in the same encoding. It is 200 only when every
 * span is durable or named in `partialSuccess`; a sender may send again whatever got another answer, since a span is stored once.
 */
export function createTraceReceiver({ ingest, decoder, now, patienceMs = defaultPatienceMs, mostWaiting = defaultMostWaiting }: Parts) {
  const line = createLine({ capacity, mostWaiting });

  async function store(body: Uint8Array, encoding: Encoding, isGzip: boolean, signal: AbortSignal) {
    const tally = createTally();
    for await (const chunk of decoder.chunks({ body, encoding, isGzip }, { source: "otlp", now: now() })) {
      signal.throwIfAborted();
      tally.add(chunk, await inTime((within) => ingest(chunk.batch, within), patienceMs, signal));
    }
    return tally;
  }

  return async function receiveTraces({ body, contentType, contentEncoding }: HttpBody, signal: AbortSignal): Promise<HttpAnswer> {
    const encoding = encodingOf(contentType);
    try {
      if (!encoding) throw new UnknownMedia(`Traces are taken as application/x-protobuf or application/json, not as ${JSON.stringify(contentType ?? "")}.`);
      const isGzip = isGzipped(contentEncoding);
      const tally = await line(weightOf(body, isGzip), () => store(body, encoding, isGzip, signal), signal);
      const { stored, duplicates, rejectedSpans } = tally.counts();
      const message = tally.message();
      if (rejectedSpans > 0 && stored + duplicates === 0) throw new AppError("bad-request", message!, { fix: "See the OTLP specification; none of the spans was stored." });
      return fullAnswer({ encoding, rejectedSpans, message, duplicates });
    } catch (error) {
      return failedAnswer(error, encoding ?? "json");
    }
  };
}

const weightOf = (body: Uint8Array, isGzip: boolean) => Math.max(1, Math.ceil((body.byteLength * (isGzip ? packedTimes : 1)) / bytesAWeight));

/** `busy` where the log takes nothing for so long. */
async function inTime<T>(work: (signal: AbortSignal) => Promise<T>, limitMs: number, signal: AbortSignal): Promise<T> {
  const late = AbortSignal.timeout(limitMs);
  const either = AbortSignal.any([signal, late]);
  try {
    // What was handed to the writer may still be stored later: sent again, it is known.
    return await unlessAborted(work(either), either);
  } catch (error) {
    if (late.aborted && !signal.aborted) throw new AppError("busy", "The log is full: the disk takes less than what comes in.", { fix: "Send again in a moment, or move the data folder to a faster disk." });
    throw error;
  }
}

function isGzipped(contentEncoding: string | undefined): boolean {
  const how = contentEncoding?.trim().toLowerCase() ?? "identity";
  if (how === "gzip" || how === "x-gzip") return true;
  if (how === "identity" || how === "") return false;
  throw new UnknownMedia(`Bodies are taken as they are or as gzip, not as ${JSON.stringify(contentEncoding)}.`);
}
