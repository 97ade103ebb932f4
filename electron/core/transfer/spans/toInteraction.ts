import type { Message, RunRequest } from "../../../../shared/schemas/chat.ts";
import type { IncomingInteraction } from "../../../../shared/schemas/incoming.ts";
import type { AttributeReader } from "./attributeReader.ts";
import { clockMarkOf, withinDates } from "./clockMarkOf.ts";
import { finishReasonOf } from "./finishReasonOf.ts";
import { readContent } from "./readContent.ts";
import { readFailure } from "./readFailure.ts";
import { readPeople } from "./readPeople.ts";
import { readSampling } from "./readSampling.ts";
import { readTimings } from "./readTimings.ts";
import { readUsage } from "./readUsage.ts";
import { listOf } from "./shapes.ts";
import type { MapContext, SourceEvent, SourceSpan } from "./sourceSpan.ts";
import { toolsOf } from "./toolsOf.ts";
import { leftOver, plainEvents, splitMetadata } from "./spanMetadata.ts";

const longestModel = 1000;
/** Contents are sent by choice; a call without them is one of a question that nobody wrote down. */
const unrecorded: Message[] = [{ role: "user", content: "" }];

/** A span of a model's call as an interaction. `events`: those that are not feedback. */
export function toInteraction(span: SourceSpan, reader: AttributeReader, events: SourceEvent[], { source, now }: MapContext): IncomingInteraction {
  const { conversation, answer, others } = readContent(reader, events);
  const people = readPeople(reader);
  const asked = reader.textWithin(longestModel, "gen_ai.request.model", "llm.model_name", "ai.model.id", "llm.request.model", "langfuse.observation.model.name", "mlflow.llm.model", "model");
  const model = reader.textWithin(longestModel, "gen_ai.response.model", "ai.response.model", "llm.response.model", "llm.model_name") ?? asked;
  const provider = reader.textWithin(longestModel, "gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider");
  const { usage, doubt } = readUsage(reader, `${provider ?? ""} ${model ?? ""}`);
  const failure = readFailure(span, reader);
  const clockMark = clockMarkOf({ ...span, now });
  const tools = toolsOf(reader);
  const said = reader.peek("gen_ai.response.finish_reasons");
  const saidElsewhere = reader.text("ai.response.finishReason", "llm.finish_reason", "gen_ai.completion.0.finish_reason", "ai.finishReason");
  const finish = answer?.finishReason ?? text(listOf(said)?.[0] ?? said) ?? saidElsewhere;
  const request: RunRequest = {
    target: asked ?? model ?? "unknown",
    origin: "import",
    ...(people.session && { session: people.session }),
    ...(people.user && { user: people.user }),
    ...(people.tags.length > 0 && { tags: people.tags }),
    messages: conversation?.messages ?? unrecorded,
    sampling: readSampling(reader),
    ...(tools.length > 0 && { tools }),
    ...(reader.peek("gen_ai.operation.name") === "text_completion" && { operation: "complete" as const }),
  };
  const { metadata, raw } = splitMetadata(leftOver(span, reader, {
    "span.name": span.name,
    ...(!conversation && { "tapedeck.content": "Its sender did not record what was asked." }),
    ...(doubt && { "tapedeck.usage": doubt }),
    ...(others.length > 0 && { events: plainEvents(others) }),
  }));
  return {
    source, sourceId: null, traceId: span.traceId, spanId: span.spanId, parentSpanId: span.parentSpanId,
    createdAt: Math.floor(withinDates(span.startedAt)), endedAt: span.endedAt === null ? null : Math.floor(withinDates(span.endedAt)), clockMark,
    ...failure, model, deployment: provider, ...people, metadata, request, raw,
    output: answer?.text ?? "", toolCalls: answer?.toolCalls ?? null, reasoning: answer?.reasoning ?? null,
    finishReason: finishReasonOf(finish), usage, timings: readTimings(span, reader, usage),
  };
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
