import type { IncomingInteraction } from "../../../../shared/schemas/incoming.ts";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { inputOf, previewOf } from "../texts.ts";
import { wholeMs } from "./prepareInteraction.ts";

/** The row that a list shows of what came in. */
export function incomingSummary(incoming: IncomingInteraction, id: string): InteractionSummary {
  const { recorded, createdAt, endedAt, status, model, deployment, session, user, tags, traceId, spanId, parentSpanId, source, sourceId, request, output, finishReason, error, usage, timings, clockMark, redactions } = incoming;
  return {
    id, createdAt: wholeMs(createdAt), endedAt: endedAt === null ? null : wholeMs(endedAt), status, origin: recorded?.origin ?? request.origin, model, modelSha256: recorded?.modelSha256 ?? null, deployment, session, user, tags,
    traceId, spanId, parentSpanId, source: recorded ? recorded.source : source, sourceId: recorded ? recorded.sourceId : sourceId, replayOf: recorded?.replayOf ?? null,
    input: previewOf(inputOf(request.messages)), output: previewOf(output), finishReason, error, usage, timings, clockMark, redactions: redactions ?? null,
  };
}
