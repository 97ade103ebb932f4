import { unwrapJson } from "../../spans/parseJson.ts";
import type { SourceSpan } from "../../spans/sourceSpan.ts";
import { fieldsOf, firstOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";
import type { Times } from "../times.ts";
import { usageDetailsOf } from "./usageDetails.ts";

/** What a trace says of all its observations. */
export type LangfuseTrace = { id: string | null; fields: Fields };

const used = new Set([
  "id", "traceId", "parentObservationId", "type", "name", "startTime", "endTime", "input", "output", "model", "providedModelName", "modelParameters", "metadata", "statusMessage", "usage", "usageDetails", "level",
  "completionStartTime",
  // Sums and copies of what stands elsewhere in the observation.
  "latency", "inputUsage", "outputUsage", "totalUsage", "promptTokens", "completionTokens", "totalTokens", "timeToFirstToken",
]);

/** An observation as a span, by Langfuse's own attribute names. `trace`: to whom it belongs. Gives what it lacks instead, where it can't be placed. */
export function observationSpan(fields: Fields, trace: LangfuseTrace, times: Times): SourceSpan & { isAssumed: boolean } | string {
  const id = firstText(fields["id"]);
  const traceId = firstText(fields["traceId"], trace.id);
  if (!id) return "an observation has no `id`";
  if (!traceId) return `observation ${id} has no \`traceId\``;
  const started = times.read(firstOf(fields["startTime"], fields["timestamp"]));
  if (!started) return `observation ${id}: \`startTime\` is no time`;
  const type = firstText(fields["type"]) ?? "SPAN";
  const ended = times.read(fields["endTime"])?.at ?? (type === "EVENT" ? started.at : null);
  const metadata = fieldsOf(unwrapJson(fields["metadata"]));
  const level = firstText(fields["level"]);
  return {
    traceId, spanId: id, parentSpanId: firstText(fields["parentObservationId"]) ?? null,
    name: firstText(fields["name"]) ?? type.toLowerCase(),
    startedAt: started.at, endedAt: ended, isAssumed: started.isAssumed,
    attributes: new Map([...ownAttributes(metadata, fields), ...langfuseAttributes(fields, trace.fields, type), ...firstToken(fields, times, started.at)]),
    events: [],
    status: level === "ERROR" ? "error" : "unset",
    statusMessage: firstText(fields["statusMessage"]) ?? null,
    resource: new Map(Object.entries(fieldsOf(metadata?.["resourceAttributes"]) ?? {})),
    more: {
      ...moreOf(metadata, fields["metadata"]),
      ...Object.fromEntries(Object.entries(fields).filter(([name, value]) => !used.has(name) && !isEmpty(value))),
      ...(level && level !== "DEFAULT" && level !== "ERROR" && { level }),
      ...usageDetailsOf(fields).notes,
    },
  };
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === "" || (typeof value === "object" && Object.keys(value as object).length === 0);

/** Spans that came to Langfuse by OpenTelemetry keep their attributes. The tokens are counted from Langfuse's own, so that they are not taken twice. */
const ownAttributes = (metadata: Fields | undefined, fields: Fields): [string, unknown][] =>
  Object.entries(fieldsOf(metadata?.["attributes"]) ?? {}).filter(([name]) => isEmpty(fields["usageDetails"]) || !/^(gen_ai\.usage|llm\.token_count|llm\.usage|ai\.usage)\./.test(name));

function moreOf(metadata: Fields | undefined, given: unknown): Fields {
  if (!metadata) return isEmpty(given) ? {} : { metadata: given };
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => name !== "attributes" && name !== "resourceAttributes"));
}

function langfuseAttributes(fields: Fields, trace: Fields, type: string): [string, unknown][] {
  const { details } = usageDetailsOf(fields);
  const entries: [string, unknown][] = [
    ["langfuse.observation.type", type.toLowerCase()],
    ["langfuse.observation.input", fields["input"]],
    ["langfuse.observation.output", fields["output"]],
    ["langfuse.observation.model.name", firstText(fields["model"], fields["providedModelName"])],
    ["langfuse.observation.model.parameters", unwrapJson(fields["modelParameters"])],
    ["langfuse.observation.usage_details", details],
    ["langfuse.user.id", firstText(fields["userId"], trace["userId"])],
    ["langfuse.session.id", firstText(fields["sessionId"], trace["sessionId"])],
    ["langfuse.trace.tags", listOf(unwrapJson(trace["tags"]))],
  ];
  return entries.filter(([, value]) => !isEmpty(value));
}

function firstToken(fields: Fields, times: Times, startedAt: number): [string, unknown][] {
  const first = times.read(fields["completionStartTime"]);
  return first && first.at >= startedAt ? [["gen_ai.response.time_to_first_chunk", (first.at - startedAt) / 1000]] : [];
}
