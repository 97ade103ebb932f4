import type { Feedback } from "../../../../shared/schemas/feedback.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import type { InteractionNeighbours, SessionPage, SessionRequest, SessionTotals } from "../../../../shared/schemas/session.ts";
import type { SpanDetail } from "../../../../shared/schemas/trace.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { readFeedback, readNeighbours } from "./besideReads.ts";
import { readSession, readSessionTotals } from "./sessionReads.ts";
import { readSpan, readTracePage, type TracePageAsked, type TracePageRead } from "./traceReads.ts";

/** What the reading thread is asked for the pages of one interaction, one trace and one session. */
export type DetailReads = {
  tracePage: { input: TracePageAsked; output: TracePageRead };
  traceSpan: { input: { traceId: string; spanId: string }; output: SpanDetail };
  session: { input: SessionRequest; output: SessionPage };
  sessionTotals: { input: { session: string }; output: SessionTotals };
  neighbours: { input: { id: string }; output: InteractionNeighbours };
  feedback: { input: { id: string }; output: Feedback[] };
};

type Functions = { [R in keyof DetailReads]: (input: DetailReads[R]["input"]) => DetailReads[R]["output"] };

export function createDetailReads(months: ReadableMonths, get: (request: { id: string }) => Interaction): Functions {
  return {
    tracePage: (asked) => readTracePage(months, asked),
    traceSpan: ({ traceId, spanId }) => readSpan(months, get, traceId, spanId),
    session: (request) => readSession(months, request),
    sessionTotals: ({ session }) => readSessionTotals(months, session),
    neighbours: ({ id }) => readNeighbours(months, id),
    feedback: ({ id }) => readFeedback(months, get({ id })),
  };
}
