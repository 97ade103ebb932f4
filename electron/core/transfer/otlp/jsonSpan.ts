import { fieldsOf, listOf } from "../spans/shapes.ts";
import type { Attributes, SourceEvent } from "../spans/sourceSpan.ts";
import { millisecondsOf, safeDouble, safeInteger } from "./protobufValues.ts";
import { checkedSpan, maxValueDepth, type ReadSpan } from "./readSpan.ts";

type Fields = Record<string, unknown>;

/** A span of OTLP's JSON. One that can't be read is refused alone. */
export function jsonSpan(value: unknown, resource: Attributes): ReadSpan {
  const fields = fieldsOf(value);
  if (!fields) return { refused: "it is no object", name: "" };
  const name = textOf(fields["name"]);
  try {
    const status = fieldsOf(fields["status"]) ?? {};
    return checkedSpan({
      traceId: textOf(named(fields, "traceId")), spanId: textOf(named(fields, "spanId")), parentSpanId: textOf(named(fields, "parentSpanId")), name,
      startedAt: timeOf(named(fields, "startTimeUnixNano"), "start"), endedAt: timeOf(named(fields, "endTimeUnixNano"), "end"),
      attributes: readAttributes(fields["attributes"]),
      events: (listOf(fields["events"]) ?? []).map(readEvent),
      statusCode: enumOf(status["code"], statusCodes), statusMessage: textOf(status["message"]),
      more: moreOf(fields),
    }, resource);
  } catch (error) {
    return { refused: `it can't be read: ${(error as Error).message}`, name };
  }
}

/** A list of `{key, value}`; the last of a name counts. */
export function readAttributes(value: unknown, depth = 0): Map<string, unknown> {
  const attributes = new Map<string, unknown>();
  for (const each of listOf(value) ?? []) {
    const fields = fieldsOf(each);
    if (typeof fields?.["key"] === "string") attributes.set(fields["key"], readValue(fields["value"], depth));
  }
  return attributes;
}

function readValue(value: unknown, depth: number): unknown {
  if (depth > maxValueDepth) throw new Error(`an attribute nests deeper than ${maxValueDepth} levels`);
  const fields = fieldsOf(value);
  if (!fields) return value === undefined || typeof value === "object" ? null : value;
  const of = (name: Name) => named(fields, name);
  if (of("stringValue") !== undefined) return textOf(of("stringValue"));
  if (of("boolValue") !== undefined) return of("boolValue") === true;
  if (of("intValue") !== undefined) return integerOf(of("intValue"));
  if (of("doubleValue") !== undefined) return safeDouble(Number(of("doubleValue")));
  if (of("arrayValue") !== undefined) return (listOf(fieldsOf(of("arrayValue"))?.["values"]) ?? []).map((each) => readValue(each, depth + 1));
  if (of("kvlistValue") !== undefined) return Object.fromEntries(readAttributes(fieldsOf(of("kvlistValue"))?.["values"], depth + 1));
  return of("bytesValue") === undefined ? null : textOf(of("bytesValue"));
}

/** lowerCamelCase, or the name as the proto file has it. */
const named = (fields: Fields, name: Name): unknown => fields[name] ?? fields[protoNames[name]];

const protoNames = {
  traceId: "trace_id", spanId: "span_id", parentSpanId: "parent_span_id", traceState: "trace_state", startTimeUnixNano: "start_time_unix_nano", endTimeUnixNano: "end_time_unix_nano", timeUnixNano: "time_unix_nano",
  stringValue: "string_value", boolValue: "bool_value", intValue: "int_value", doubleValue: "double_value", arrayValue: "array_value", kvlistValue: "kvlist_value", bytesValue: "bytes_value",
} as const;
type Name = keyof typeof protoNames;

const textOf = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

function integerOf(value: unknown): unknown {
  if (typeof value === "number") return safeDouble(value);
  const text = textOf(value);
  return /^-?\d{1,19}$/.test(text) ? safeInteger(BigInt(text)) : text;
}

/** Nanoseconds as text or number; a time that is none is no span's time. */
function timeOf(value: unknown, which: string): number {
  if (value === undefined || value === null || value === "") return 0;
  const nanoseconds = Number(value);
  if (!Number.isFinite(nanoseconds) || nanoseconds < 0) throw new Error(`its ${which} is no time`);
  return millisecondsOf(nanoseconds);
}

const statusCodes = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];
const kinds = ["SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"];
/** By number, as the specification wants it, or by name. */
const enumOf = (value: unknown, names: string[]): number => (typeof value === "number" ? value : Math.max(0, names.indexOf(textOf(value))));

function readEvent(value: unknown): SourceEvent {
  const fields = fieldsOf(value) ?? {};
  return { name: textOf(fields["name"]), at: timeOf(named(fields, "timeUnixNano"), "event"), attributes: readAttributes(fields["attributes"]) };
}

function moreOf(fields: Fields): Record<string, unknown> {
  const kind = enumOf(fields["kind"], kinds);
  const links = (listOf(fields["links"]) ?? []).map((each) => {
    const link = fieldsOf(each) ?? {};
    const attributes = readAttributes(link["attributes"]);
    return { traceId: textOf(named(link, "traceId")), spanId: textOf(named(link, "spanId")), ...(attributes.size > 0 && { attributes: Object.fromEntries(attributes) }) };
  });
  const entries: [string, unknown][] = [
    ["span.kind", kind > 1 ? kinds[kind]?.slice("SPAN_KIND_".length).toLowerCase() : undefined],
    ["otel.trace_state", textOf(named(fields, "traceState"))],
    ["otel.dropped_attributes_count", fields["droppedAttributesCount"]],
    ["otel.dropped_events_count", fields["droppedEventsCount"]],
    ["otel.dropped_links_count", fields["droppedLinksCount"]],
    ["links", links.length > 0 ? links : undefined],
  ];
  return Object.fromEntries(entries.filter(([, value]) => Boolean(value)));
}
