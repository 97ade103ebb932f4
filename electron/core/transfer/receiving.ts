import type { IncomingBatch, Ingested } from "../../../shared/schemas/incoming.ts";
import type { InteractionLog } from "../interactions/interactionLog.ts";
import type { HttpAnswer, Receive } from "./httpExchange.ts";
import { createDecoder } from "./otlp/decoder.ts";
import { createTraceReceiver } from "./otlp/receiveTraces.ts";
import { encodingOf, failedAnswer } from "./otlp/traceAnswer.ts";
import { createFeedbackReceiver } from "./receiveFeedback.ts";

type Parts = {
  log: Pick<InteractionLog, "get"> & { ingest(batch: IncomingBatch, signal?: AbortSignal): Promise<Ingested> };
  /** The decoding thread's entry. */
  decoderEntry: string;
  now: () => number;
  /** Of requests with traces; more are refused with 429. */
  mostWaiting?: number;
};

export type Receiving = {
  traces: Receive;
  /** A failure before a request could be handed over, as its sender understands it. */
  failedTraces(error: unknown, contentType: string | undefined): HttpAnswer;
  feedback: Receive;
  close(): Promise<void>;
};

/** What programs elsewhere send to be kept: traces, and feedback on what is in the log. */
export function createReceiving({ log, decoderEntry, now, mostWaiting }: Parts): Receiving {
  const decoder = createDecoder({ workerEntry: decoderEntry });
  return {
    traces: createTraceReceiver({ ingest: log.ingest, decoder, now, mostWaiting }),
    failedTraces: (error, contentType) => failedAnswer(error, encodingOf(contentType) ?? "json"),
    feedback: createFeedbackReceiver({ ingest: log.ingest, get: log.get, now }),
    close: decoder.close,
  };
}
