import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { AppError } from "../../../../shared/errors.ts";
import { maxValueDepth } from "./readSpan.ts";

/** What a text that is not UTF-8 becomes: its bytes that are none show as U+FFFD. */
const decodeText = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

export const malformed = (what: string) => new AppError("bad-request", `This is no OTLP trace request in protobuf: ${what}.`, { fix: "Send an ExportTraceServiceRequest, as OpenTelemetry's exporters do; nothing of this one was stored." });

export const openReader = (bytes: Uint8Array) => new BinaryReader(bytes, decodeText);

/**
 * Calls `field(number, wireType, end)` for each field of a message that ends at `end`; one that it doesn't take (false) is skipped.
 * Throws `bad-request` where a field runs past its message.
 */
export function eachField(reader: BinaryReader, end: number, field: (number: number, type: WireType) => boolean): void {
  while (reader.pos < end) {
    const [number, type] = reader.tag();
    if (!field(number, type)) reader.skip(type, number);
  }
  if (reader.pos !== end) throw malformed("a field runs past its message");
}

/** Where the message that begins here ends. `within`: the end of the one around it. */
export function endOfMessage(reader: BinaryReader, within: number): number {
  const length = reader.uint32();
  if (reader.pos + length > within) throw malformed("a message runs past the one around it");
  return reader.pos + length;
}

export function readTime(reader: BinaryReader): number {
  const low = reader.fixed32();
  return millisecondsOf(reader.fixed32() * 4_294_967_296 + low);
}

/** Nanoseconds since 1970 as milliseconds, to the microsecond, which a double holds exactly: so a whole millisecond stays one. */
export const millisecondsOf = (nanoseconds: number): number => Math.round(nanoseconds / 1000) / 1000;

export const readHex = (reader: BinaryReader): string => Buffer.from(reader.bytes()).toString("hex");

/** A `KeyValue` into `into`; the last of a name counts. */
export function readAttribute(reader: BinaryReader, within: number, into: Map<string, unknown>, depth = 0): void {
  const end = endOfMessage(reader, within);
  let name = "";
  let value: unknown = null;
  eachField(reader, end, (number, type) => {
    if (type !== WireType.LengthDelimited) return false;
    if (number === 1) name = reader.string();
    else if (number === 2) value = readValue(reader, end, depth);
    else return false;
    return true;
  });
  into.set(name, value);
}

/** An `AnyValue`, JSON-safe: bytes as base64, whole numbers that a double can't hold and numbers that are none as text. */
function readValue(reader: BinaryReader, within: number, depth: number): unknown {
  if (depth > maxValueDepth) throw malformed(`an attribute nests deeper than ${maxValueDepth} levels`);
  const end = endOfMessage(reader, within);
  let value: unknown = null;
  eachField(reader, end, (number, type) => {
    if (number === 1 && type === WireType.LengthDelimited) value = reader.string();
    else if (number === 2 && type === WireType.Varint) value = reader.bool();
    else if (number === 3 && type === WireType.Varint) value = safeInteger(BigInt(reader.int64()));
    else if (number === 4 && type === WireType.Bit64) value = safeDouble(reader.double());
    else if (number === 5 && type === WireType.LengthDelimited) value = readList(reader, end, depth);
    else if (number === 6 && type === WireType.LengthDelimited) value = readMap(reader, end, depth);
    else if (number === 7 && type === WireType.LengthDelimited) value = Buffer.from(reader.bytes()).toString("base64");
    else return false;
    return true;
  });
  return value;
}

function readList(reader: BinaryReader, within: number, depth: number): unknown[] {
  const end = endOfMessage(reader, within);
  const list: unknown[] = [];
  eachField(reader, end, (number, type) => {
    if (number !== 1 || type !== WireType.LengthDelimited) return false;
    list.push(readValue(reader, end, depth + 1));
    return true;
  });
  return list;
}

function readMap(reader: BinaryReader, within: number, depth: number): Record<string, unknown> {
  const end = endOfMessage(reader, within);
  const map = new Map<string, unknown>();
  eachField(reader, end, (number, type) => {
    if (number !== 1 || type !== WireType.LengthDelimited) return false;
    readAttribute(reader, end, map, depth + 1);
    return true;
  });
  return Object.fromEntries(map);
}

/** JSON's numbers are doubles: a whole number beyond them keeps its digits as text. */
export const safeInteger = (value: bigint): number | string => (value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value));
export const safeDouble = (value: number): number | string => (Number.isFinite(value) ? value : String(value));
