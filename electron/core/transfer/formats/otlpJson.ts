import { fieldsOf, firstOf, firstText, listOf, type Fields } from "../spans/shapes.ts";
import type { SourceSpan } from "../spans/sourceSpan.ts";
import type { Format, Item, RecordContext } from "./item.ts";
import { attributesOf } from "./otlpAttributes.ts";
import { spanItems } from "./spanItems.ts";

/** OTLP in JSON, as the collector's file exporter writes it: an export request a line, or one document. */
export const otlpJson: Format = { name: "otlp-json", lists: ["resourceSpans", "resource_spans"], start: () => ({ read: (value, context) => itemsOf(value, context) }) };

function* itemsOf(value: unknown, context: RecordContext): Generator<Item> {
  const record = fieldsOf(value);
  const all = context.envelope ? [record] : (listOf(record?.["resourceSpans"]) ?? listOf(record?.["resource_spans"]) ?? (record && "scopeSpans" in record ? [record] : null));
  if (!all) return yield { reject: "it has no `resourceSpans`" };
  for (const resourceSpans of all.map(fieldsOf)) {
    const resource = attributesOf(fieldsOf(resourceSpans?.["resource"])?.["attributes"]);
    for (const scopeSpans of (listOf(firstOf(resourceSpans?.["scopeSpans"], resourceSpans?.["scope_spans"])) ?? []).map(fieldsOf)) {
      const scope = fieldsOf(scopeSpans?.["scope"]);
      const about = new Map([...resource, ...(["name", "version"] as const).flatMap((name) => (firstText(scope?.[name]) ? [[`otel.scope.${name}`, scope![name]] as const] : []))]);
      for (const each of listOf(scopeSpans?.["spans"]) ?? []) {
        const span = spanOf(fieldsOf(each) ?? {}, about);
        if (typeof span === "string") yield { reject: span };
        else yield* spanItems(span, { source: "otlp", raw: Buffer.from(JSON.stringify(each)), isAssumed: false }, context);
      }
    }
  }
}

function spanOf(fields: Fields, resource: SourceSpan["resource"]): SourceSpan | string {
  const [traceId, spanId] = [idOf(firstOf(fields["traceId"], fields["trace_id"]), 32), idOf(firstOf(fields["spanId"], fields["span_id"]), 16)];
  if (!traceId || !spanId) return "a span's trace id is not 16 bytes in hexadecimal, or its span id is not 8";
  const startedAt = nanosAsMs(firstOf(fields["startTimeUnixNano"], fields["start_time_unix_nano"]));
  if (startedAt === null) return `span ${spanId}: its start is no time`;
  const status = fieldsOf(fields["status"]);
  return {
    traceId, spanId, parentSpanId: idOf(firstOf(fields["parentSpanId"], fields["parent_span_id"]), 16) ?? null, name: firstText(fields["name"]) ?? "span",
    startedAt, endedAt: nanosAsMs(firstOf(fields["endTimeUnixNano"], fields["end_time_unix_nano"])), attributes: attributesOf(fields["attributes"]), resource,
    events: (listOf(fields["events"]) ?? []).map((event) => fieldsOf(event) ?? {}).map((event) => ({ name: firstText(event["name"]) ?? "event", at: nanosAsMs(firstOf(event["timeUnixNano"], event["time_unix_nano"])) ?? startedAt, attributes: attributesOf(event["attributes"]) })),
    status: statuses[String(status?.["code"])] ?? "unset", statusMessage: firstText(status?.["message"]) ?? null,
    more: Object.fromEntries(["links", "traceState", "kind"].filter((name) => fields[name] && fields[name] !== 1).map((name) => [`otel.${name}`, fields[name]])),
  };
}

const statuses: Record<string, SourceSpan["status"]> = { "1": "ok", "2": "error", STATUS_CODE_OK: "ok", STATUS_CODE_ERROR: "error" };
const idOf = (value: unknown, length: number): string | undefined => (typeof value === "string" && value.length === length && /^[0-9a-f]+$/i.test(value) ? value.toLowerCase() : undefined);

/** Nanoseconds, mostly written as a string, as milliseconds with fractions; 0 and what is no number are no time. */
function nanosAsMs(value: unknown): number | null {
  if (!/^\d{1,20}$/.test(String(value)) || Number(value) === 0) return null;
  const nanos = BigInt(value as string);
  return Number(nanos / 1_000_000n) + Number(nanos % 1_000_000n) / 1e6;
}
