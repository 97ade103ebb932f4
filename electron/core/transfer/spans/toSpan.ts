import type { IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { SpanKind } from "../../../../shared/schemas/trace.ts";
import type { AttributeReader } from "./attributeReader.ts";
import { clockMarkOf, withinDates } from "./clockMarkOf.ts";
import { asText } from "./parseJson.ts";
import { readPeople } from "./readPeople.ts";
import type { MapContext, SourceEvent, SourceSpan } from "./sourceSpan.ts";
import { leftOver, plainEvents, spanAttributes } from "./spanMetadata.ts";

const longestName = 1000;

/** Where a span that is no model's call says what went in and what came out, in the order of belief. */
const inputs = ["gen_ai.tool.call.arguments", "ai.toolCall.args", "ai.toolCall.input", "input.value", "traceloop.entity.input", "langfuse.observation.input", "mlflow.spanInputs", "gen_ai.input.messages", "ai.prompt", "ai.value", "tool_arguments", "gcp.vertex.agent.tool_call_args", "gen_ai.prompt", "input"];
const outputs = ["gen_ai.tool.call.result", "ai.toolCall.result", "ai.toolCall.output", "output.value", "traceloop.entity.output", "langfuse.observation.output", "mlflow.spanOutputs", "gen_ai.output.messages", "ai.response.text", "ai.response.object", "tool_response", "gcp.vertex.agent.tool_response", "gen_ai.completion", "output"];

/** A span of any other kind. `events`: those that are not feedback. */
export function toSpan(span: SourceSpan, kind: SpanKind, reader: AttributeReader, events: SourceEvent[], { now }: MapContext): IncomingSpan {
  const { session, user, tags } = readPeople(reader);
  const input = take(reader, inputs);
  const output = take(reader, outputs);
  const isOver = span.endedAt !== null;
  const isBackwards = isOver && span.endedAt! < span.startedAt;
  const attributes = leftOver(span, reader, {
    ...(tags.length > 0 && { tags }),
    ...(span.name.length > longestName && { "span.name": span.name }),
    ...(isBackwards && { "tapedeck.endedAt": span.endedAt }),
  });
  const startedAt = withinDates(span.startedAt);
  return {
    traceId: span.traceId, spanId: span.spanId, parentSpanId: span.parentSpanId,
    name: span.name.slice(0, longestName), kind, startedAt,
    durationMs: isOver && !isBackwards ? withinDates(span.endedAt!) - startedAt : null,
    clockMark: clockMarkOf({ ...span, now }),
    status: statusOf(span),
    statusMessage: span.statusMessage || exceptionOf(events),
    session, user, input, output,
    attributes: spanAttributes(attributes),
    events: plainEvents(events).map((event) => ({ ...event, at: withinDates(event.at) })),
  };
}

const statusOf = ({ status, endedAt }: SourceSpan): IncomingSpan["status"] => (endedAt === null && status !== "error" ? "running" : status);

function take(reader: AttributeReader, names: string[]): string | null {
  const name = names.find((each) => reader.has(each) && reader.peek(each) !== null && reader.peek(each) !== "");
  if (!name) return null;
  reader.understand(name);
  return asText(reader.peek(name));
}

function exceptionOf(events: SourceEvent[]): string | null {
  const message = events.findLast(({ name }) => name === "exception")?.attributes.get("exception.message");
  return typeof message === "string" && message !== "" ? message : null;
}
