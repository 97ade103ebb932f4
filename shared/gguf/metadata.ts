import { digits } from "./digits.ts";
import { notAModel, type ByteReader } from "./byteReader.ts";
import { limits } from "./limits.ts";
import { quoted } from "./quoted.ts";

/** Types of metadata by their number in a file, with the size of one element in bytes (GGUF specification, `gguf_metadata_value_type`). */
const scalarTypes = [
  { type: "u8", sizeBytes: 1 }, { type: "i8", sizeBytes: 1 }, { type: "u16", sizeBytes: 2 }, { type: "i16", sizeBytes: 2 }, { type: "u32", sizeBytes: 4 },
  { type: "i32", sizeBytes: 4 }, { type: "f32", sizeBytes: 4 }, { type: "bool", sizeBytes: 1 }, null, null, { type: "u64", sizeBytes: 8 }, { type: "i64", sizeBytes: 8 },
  { type: "f64", sizeBytes: 8 },
] as const;
const stringType = 8;
const arrayType = 9;

export type ScalarType = NonNullable<(typeof scalarTypes)[number]>["type"];
/** 64-bit integers over 2^53 come rounded. An array's elements stay in the file's bytes: `start` is where the first one begins. */
export type MetadataValue =
  | { type: ScalarType; value: number }
  | { type: "string"; value: string }
  | { type: "array"; elementType: ScalarType | "string"; count: number; start: number };

/** Reads one scalar at `at`. */
export function scalarAt(view: DataView, type: ScalarType, at: number): number {
  switch (type) {
    case "u8": return view.getUint8(at);
    case "i8": return view.getInt8(at);
    case "u16": return view.getUint16(at, true);
    case "i16": return view.getInt16(at, true);
    case "u32": return view.getUint32(at, true);
    case "i32": return view.getInt32(at, true);
    case "f32": return view.getFloat32(at, true);
    case "bool": return view.getUint8(at) === 0 ? 0 : 1;
    case "u64": return Number(view.getBigUint64(at, true));
    case "i64": return Number(view.getBigInt64(at, true));
    case "f64": return view.getFloat64(at, true);
  }
}

/** The size of one element in bytes. */
export function scalarBytes(type: ScalarType): number {
  return scalarTypes.find((each) => each?.type === type)!.sizeBytes;
}

function readArray(reader: ByteReader, what: string): MetadataValue {
  const typeAt = reader.position;
  const elementType = reader.u32(`the element type of ${what}`);
  const countAt = reader.position;
  const count = reader.u64(`the count of ${what}`);
  if (elementType === arrayType) throw notAModel(`${what} is an array of arrays, which llama.cpp can't read.`, typeAt);
  if (count > limits.arrayElements) throw notAModel(`The header is damaged: ${what} claims ${digits(count)} elements, more than any known model has.`, countAt);
  if (elementType === stringType) {
    const start = reader.position;
    reader.skipStrings(count, `an element of ${what}`);
    return { type: "array", elementType: "string", count, start };
  }
  const scalar = scalarTypes[elementType];
  if (!scalar) throw notAModel(`The header is damaged: ${what} has elements of the unknown type ${elementType}.`, typeAt);
  return { type: "array", elementType: scalar.type, count, start: reader.take(count * scalar.sizeBytes, what) };
}

/** Reads the value of `key`: its type, then itself. */
export function readValue(reader: ByteReader, key: string): MetadataValue {
  const what = `the value of ${quoted(key)}`;
  const typeAt = reader.position;
  const type = reader.u32(`the type of ${quoted(key)}`);
  if (type === stringType) return { type: "string", value: reader.string(what, limits.headerBytes) };
  if (type === arrayType) return readArray(reader, what);
  const scalar = scalarTypes[type];
  if (!scalar) throw notAModel(`The header is damaged: ${quoted(key)} has the unknown type ${type}.`, typeAt);
  return { type: scalar.type, value: scalarAt(reader.view, scalar.type, reader.take(scalar.sizeBytes, what)) };
}
