import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A span as a test says it; what is left out is a model's call of a second, ten seconds ago. */
export type TestSpan = {
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
  name?: string;
  /** Epoch milliseconds; null: none yet. */
  startedAt?: number;
  endedAt?: number | null;
  attributes?: Record<string, unknown>;
  events?: { name: string; at?: number; attributes?: Record<string, unknown> }[];
  status?: { code: number; message?: string };
};

let made = 0;
/** Ids that no other span of this process has. */
export const newSpanId = (): string => (++made).toString(16).padStart(16, "a");
export const newTraceId = (): string => (++made).toString(16).padStart(32, "b");

const filled = (span: TestSpan) => {
  const startedAt = span.startedAt ?? Date.now() - 10_000;
  return {
    traceId: newTraceId(), spanId: newSpanId(), parentSpanId: "", name: "chat gpt-4", status: { code: 0 }, events: [],
    attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4" },
    ...span, startedAt, endedAt: span.endedAt === undefined ? startedAt + 1000 : span.endedAt,
  };
};

const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms * 1000)) * 1000n;

/** The spans as OTLP's JSON. */
export function otlpJson(spans: TestSpan[], resource: Record<string, unknown> = { "service.name": "shop" }): string {
  const keyValues = (values: Record<string, unknown>) => Object.entries(values).map(([key, value]) => ({ key, value: jsonValue(value) }));
  return JSON.stringify({
    resourceSpans: [{
      resource: { attributes: keyValues(resource) },
      scopeSpans: [{ scope: { name: "test" }, spans: spans.map(filled).map((span) => ({
        traceId: span.traceId, spanId: span.spanId, ...(span.parentSpanId && { parentSpanId: span.parentSpanId }), name: span.name, kind: 3,
        startTimeUnixNano: String(nanoseconds(span.startedAt)), ...(span.endedAt !== null && { endTimeUnixNano: String(nanoseconds(span.endedAt)) }),
        attributes: keyValues(span.attributes), events: span.events.map(({ name, at, attributes }) => ({ name, timeUnixNano: String(nanoseconds(at ?? span.startedAt)), attributes: keyValues(attributes ?? {}) })), status: span.status,
      })) }],
    }],
  });
}

function jsonValue(value: unknown): unknown {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "bigint") return { intValue: String(value) };
  if (typeof value === "number") return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(jsonValue) } };
  return { kvlistValue: { values: Object.entries(value as object).map(([key, each]) => ({ key, value: jsonValue(each) })) } };
}

/** The spans as OTLP's protobuf. */
export function otlpProtobuf(spans: TestSpan[], resource: Record<string, unknown> = { "service.name": "shop" }): Uint8Array {
  return message((request) => part(request, 1, (resourceSpans) => {
    part(resourceSpans, 1, (of) => attributes(of, 1, resource));
    part(resourceSpans, 2, (scopeSpans) => {
      part(scopeSpans, 1, (scope) => void scope.tag(1, WireType.LengthDelimited).string("test"));
      for (const span of spans) part(scopeSpans, 2, (writer) => writeSpan(writer, filled(span)));
    });
  }));
}

export const message = (write: (writer: BinaryWriter) => void): Uint8Array => {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
};
export function part(writer: BinaryWriter, number: number, write: (inner: BinaryWriter) => void): void {
  writer.tag(number, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}

function writeSpan(writer: BinaryWriter, span: ReturnType<typeof filled>): void {
  writer.tag(1, WireType.LengthDelimited).bytes(Buffer.from(span.traceId, "hex"));
  writer.tag(2, WireType.LengthDelimited).bytes(Buffer.from(span.spanId, "hex"));
  if (span.parentSpanId) writer.tag(4, WireType.LengthDelimited).bytes(Buffer.from(span.parentSpanId, "hex"));
  writer.tag(5, WireType.LengthDelimited).string(span.name).tag(6, WireType.Varint).int32(3);
  writer.tag(7, WireType.Bit64).fixed64(nanoseconds(span.startedAt));
  if (span.endedAt !== null) writer.tag(8, WireType.Bit64).fixed64(nanoseconds(span.endedAt));
  attributes(writer, 9, span.attributes);
  for (const event of span.events) {
    part(writer, 11, (inner) => {
      inner.tag(1, WireType.Bit64).fixed64(nanoseconds(event.at ?? span.startedAt)).tag(2, WireType.LengthDelimited).string(event.name);
      attributes(inner, 3, event.attributes ?? {});
    });
  }
  part(writer, 15, (inner) => {
    if (span.status.message) inner.tag(2, WireType.LengthDelimited).string(span.status.message);
    inner.tag(3, WireType.Varint).int32(span.status.code);
  });
}

function attributes(writer: BinaryWriter, number: number, values: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(values)) {
    part(writer, number, (inner) => {
      inner.tag(1, WireType.LengthDelimited).string(key);
      part(inner, 2, (of) => writeValue(of, value));
    });
  }
}

function writeValue(writer: BinaryWriter, value: unknown): void {
  if (typeof value === "string") writer.tag(1, WireType.LengthDelimited).string(value);
  else if (value instanceof Uint8Array) writer.tag(1, WireType.LengthDelimited).bytes(value);
  else if (typeof value === "boolean") writer.tag(2, WireType.Varint).bool(value);
  else if (typeof value === "bigint" || Number.isSafeInteger(value)) writer.tag(3, WireType.Varint).int64(value as number);
  else if (typeof value === "number") writer.tag(4, WireType.Bit64).double(value);
  else if (Array.isArray(value)) part(writer, 5, (list) => value.forEach((each) => part(list, 1, (of) => writeValue(of, each))));
  else part(writer, 6, (map) => attributes(map, 1, value as Record<string, unknown>));
}
