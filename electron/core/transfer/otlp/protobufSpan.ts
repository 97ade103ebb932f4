import { type BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { Attributes, SourceEvent } from "../spans/sourceSpan.ts";
import { eachField, endOfMessage, openReader, readAttribute, readHex, readTime } from "./protobufValues.ts";
import { checkedSpan, type OtlpSpan, type ReadSpan } from "./readSpan.ts";

/** A `Span` message. One that can't be read is refused alone; the others of its request are not touched. */
export function protobufSpan(bytes: Uint8Array, resource: Attributes): ReadSpan {
  const span: OtlpSpan = { traceId: "", spanId: "", parentSpanId: "", name: "", startedAt: 0, endedAt: 0, attributes: new Map(), events: [], statusCode: 0, statusMessage: "", more: {} };
  try {
    const reader = openReader(bytes);
    eachField(reader, reader.len, (number, type) => readField(reader, span, number, type));
    return checkedSpan(span, resource);
  } catch (error) {
    return { refused: `it can't be read: ${(error as Error).message}`, name: span.name };
  }
}

function readField(reader: BinaryReader, span: OtlpSpan, number: number, type: WireType): boolean {
  if (type === WireType.LengthDelimited) return readDelimited(reader, span, number);
  if (type === WireType.Bit64 && number === 7) span.startedAt = readTime(reader);
  else if (type === WireType.Bit64 && number === 8) span.endedAt = readTime(reader);
  else if (type === WireType.Varint && number === 6) note(span, "span.kind", kinds[reader.uint32()]);
  else if (type === WireType.Varint && number in dropped) note(span, dropped[number]!, reader.uint32());
  else return false;
  return true;
}

/** INTERNAL and UNSPECIFIED say nothing. */
const kinds = [undefined, undefined, "server", "client", "producer", "consumer"];
const dropped: Record<number, string> = { 10: "otel.dropped_attributes_count", 12: "otel.dropped_events_count", 14: "otel.dropped_links_count" };

function note(span: OtlpSpan, name: string, value: unknown): void {
  if (value) span.more[name] = value;
}

function readDelimited(reader: BinaryReader, span: OtlpSpan, number: number): boolean {
  if (number === 1) span.traceId = readHex(reader);
  else if (number === 2) span.spanId = readHex(reader);
  else if (number === 3) note(span, "otel.trace_state", reader.string());
  else if (number === 4) span.parentSpanId = readHex(reader);
  else if (number === 5) span.name = reader.string();
  else if (number === 9) readAttribute(reader, reader.len, span.attributes);
  else if (number === 11) span.events.push(readEvent(reader));
  else if (number === 13) (span.more["links"] = (span.more["links"] ?? []) as unknown[]).push(readLink(reader));
  else if (number === 15) readStatus(reader, span);
  else return false;
  return true;
}

function readEvent(reader: BinaryReader): SourceEvent {
  const end = endOfMessage(reader, reader.len);
  const attributes = new Map<string, unknown>();
  const event = { name: "", at: 0, attributes };
  eachField(reader, end, (number, type) => {
    if (number === 1 && type === WireType.Bit64) event.at = readTime(reader);
    else if (number === 2 && type === WireType.LengthDelimited) event.name = reader.string();
    else if (number === 3 && type === WireType.LengthDelimited) readAttribute(reader, end, attributes);
    else return false;
    return true;
  });
  return event;
}

function readLink(reader: BinaryReader): Record<string, unknown> {
  const end = endOfMessage(reader, reader.len);
  const attributes = new Map<string, unknown>();
  const link: Record<string, unknown> = {};
  eachField(reader, end, (number, type) => {
    if (type !== WireType.LengthDelimited) return false;
    if (number === 1) link["traceId"] = readHex(reader);
    else if (number === 2) link["spanId"] = readHex(reader);
    else if (number === 4) readAttribute(reader, end, attributes);
    else return false;
    return true;
  });
  return attributes.size > 0 ? { ...link, attributes: Object.fromEntries(attributes) } : link;
}

function readStatus(reader: BinaryReader, span: OtlpSpan): void {
  const end = endOfMessage(reader, reader.len);
  eachField(reader, end, (number, type) => {
    if (number === 2 && type === WireType.LengthDelimited) span.statusMessage = reader.string();
    else if (number === 3 && type === WireType.Varint) span.statusCode = reader.uint32();
    else return false;
    return true;
  });
}
