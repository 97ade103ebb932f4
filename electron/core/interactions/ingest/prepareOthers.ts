import { randomBytes } from "node:crypto";
import type { IncomingFeedback, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import { monthOf } from "../ids.ts";
import { sentBody } from "../bodies/sentBody.ts";
import { displayable, previewOf } from "../texts.ts";
import { wholeMs } from "./prepareInteraction.ts";
import type { PreparedFeedback, PreparedSpan } from "./prepared.ts";

/** What stands apart of a span, because lists of spans never read it. */
export type SpanBody = Pick<IncomingSpan, "input" | "output" | "attributes" | "events">;

export function prepareSpan({ traceId, spanId, parentSpanId, name, kind, startedAt, durationMs, status, statusMessage, clockMark, session, user, input, output, attributes, events }: IncomingSpan): PreparedSpan {
  const trace = displayable(traceId);
  const span = displayable(spanId);
  return {
    traceId: trace,
    spanId: span,
    isRunning: status === "running",
    row: [trace, span, text(parentSpanId), displayable(name), kind, startedAt, durationMs, status, text(statusMessage), clockMark, text(session), text(user), preview(input), preview(output)],
    body: sentBody(Buffer.from(JSON.stringify({ input, output, attributes, events } satisfies SpanBody))),
  };
}

export function prepareFeedback({ of, sourceId, createdAt, name, value, label, annotator, comment, correction }: IncomingFeedback): PreparedFeedback {
  const id = `fbk_${randomBytes(12).toString("hex")}`;
  const about = {
    interactionId: "interactionId" in of ? of.interactionId : null,
    traceId: "traceId" in of ? displayable(of.traceId) : null,
    spanId: "traceId" in of ? text(of.spanId) : null,
    source: "source" in of ? displayable(of.source) : null,
    sourceOf: "source" in of ? displayable(of.sourceId) : null,
  };
  const known = text(sourceId);
  return {
    ...about,
    id,
    sourceId: known,
    month: monthOf(createdAt),
    row: [id, about.interactionId, about.traceId, about.spanId, about.source, about.sourceOf, known, wholeMs(createdAt), displayable(name), value, text(label), text(annotator), text(comment), text(correction)],
  };
}

const text = (value: string | null): string | null => (value === null ? null : displayable(value));
const preview = (value: string | null): string | null => (value === null ? null : previewOf(value));
