import { createHash } from "node:crypto";
import { fieldsOf, firstOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";
import type { SourceEvent, SourceSpan } from "../../spans/sourceSpan.ts";
import type { RecordContext } from "../item.ts";
import type { ReadTime, Times } from "../times.ts";
import { flatten } from "./flatten.ts";

const used = new Set(["name", "context", "spanContext", "parent_id", "parentId", "parentSpanId", "parentSpanContext", "start_time", "startTime", "end_time", "endTime", "attributes", "events", "status", "status_code", "status_message", "statusCode", "statusMessage", "resource", "span_kind", "trace_id", "traceId", "span_id", "spanId", "context.trace_id", "context.span_id", "_duration", "_ended"]);

/**
 * A span of any of these kinds. Bare attributes are a span that says neither when it was nor where it belongs: it gets the file's time, and
 * ids that its content decides, so that it is known again. Gives what it lacks instead, where it can't be placed.
 */
export function phoenixSpan(record: Fields, { bytes, times, fileTime }: Pick<RecordContext, "bytes" | "times" | "fileTime">): SourceSpan & { isAssumed: boolean } | string {
  const place = fieldsOf(firstOf(record["context"], record["spanContext"])) ?? {};
  const ids = { trace: hexId(firstOf(place["trace_id"], place["traceId"], record["context.trace_id"], record["trace_id"], record["traceId"])), span: hexId(firstOf(place["span_id"], place["spanId"], record["context.span_id"], record["span_id"], record["spanId"])) };
  const given = readTime(firstOf(record["start_time"], record["startTime"]), times);
  const isBare = !ids.trace && !ids.span && !given && !("attributes" in record);
  if (!isBare && (!ids.trace || !ids.span)) return "the span has no trace id or no span id";
  if (!isBare && !given) return `span ${ids.span}: its start is no time`;
  const hash = createHash("sha256").update(bytes).digest("hex");
  const started = given ?? { at: fileTime, isAssumed: false };
  const status = fieldsOf(record["status"]) ?? {};
  const attributes = new Map([...(isBare ? Object.entries(record) : attributesOf(record))]);
  const kind = firstText(record["span_kind"]);
  if (kind && kind !== "UNKNOWN" && !attributes.has("openinference.span.kind")) attributes.set("openinference.span.kind", kind);
  return {
    traceId: ids.trace ?? hash.slice(0, 32), spanId: ids.span ?? hash.slice(32, 48),
    parentSpanId: hexId(firstOf(record["parent_id"], record["parentId"], record["parentSpanId"], fieldsOf(record["parentSpanContext"])?.["spanId"])) ?? null,
    name: firstText(record["name"], attributes.get("gen_ai.operation.name"), kind) ?? "span",
    startedAt: started.at, isAssumed: started.isAssumed,
    endedAt: readTime(firstOf(record["end_time"], record["endTime"]), times)?.at ?? (isBare ? started.at : null),
    attributes,
    events: (listOf(record["events"]) ?? []).map((event) => eventOf(fieldsOf(event) ?? {}, times, started.at)),
    status: statusOf(firstOf(record["status_code"], record["statusCode"], status["status_code"], status["code"])),
    statusMessage: firstText(record["status_message"], record["statusMessage"], status["description"], status["message"]) ?? null,
    resource: new Map(Object.entries(fieldsOf(fieldsOf(record["resource"])?.["attributes"]) ?? {})),
    more: { ...(isBare ? { createdAtFrom: "file" } : Object.fromEntries(Object.entries(record).filter(([name, value]) => !used.has(name) && !name.startsWith("attributes.") && value !== null && value !== ""))) },
  };
}

/** Attributes of their own, as a tree, or as columns `attributes.…` of a data frame; all by their dotted names. */
function attributesOf(record: Fields): [string, unknown][] {
  const columns = Object.entries(record).filter(([name, value]) => name.startsWith("attributes.") && value !== null).map(([name, value]) => [name.slice("attributes.".length), value]);
  return flatten({ ...fieldsOf(record["attributes"]), ...Object.fromEntries(columns) });
}

function eventOf(event: Fields, times: Times, startedAt: number): SourceEvent {
  return { name: firstText(event["name"]) ?? "event", at: readTime(firstOf(event["timestamp"], event["time"]), times)?.at ?? startedAt, attributes: new Map(Object.entries(fieldsOf(event["attributes"]) ?? {})) };
}

/** A time, or seconds and nanoseconds as OpenTelemetry's JS SDK has them. */
function readTime(value: unknown, times: Times): ReadTime | null {
  const pair = listOf(value);
  if (pair?.length === 2 && typeof pair[0] === "number" && typeof pair[1] === "number") return { at: pair[0] * 1000 + pair[1] / 1e6, isAssumed: false };
  return times.read(value);
}

/** The Python SDK writes ids with `0x`. */
const hexId = (value: unknown): string | undefined => firstText(value)?.replace(/^0x/i, "").slice(0, 200);

function statusOf(code: unknown): SourceSpan["status"] {
  if (code === 2 || /error/i.test(String(code))) return "error";
  return code === 1 || /ok$/i.test(String(code)) ? "ok" : "unset";
}
