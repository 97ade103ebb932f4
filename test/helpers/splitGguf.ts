import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scalarBytes, type MetadataValue, type ScalarType } from "../../shared/gguf/metadata.ts";
import { parseHeader, type GgufHeader } from "../../shared/gguf/parseHeader.ts";
import { tensorTypes } from "../../shared/gguf/tensorTypes.ts";
import { ggufString, u32, u64 } from "./buildGguf.ts";

const typeIds: Record<ScalarType | "string" | "array", number> = { u8: 0, i8: 1, u16: 2, i16: 3, u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9, u64: 10, i64: 11, f64: 12 };
const alignment = 32;
const padded = (bytes: Uint8Array) => Buffer.concat([bytes, Buffer.alloc((alignment - (bytes.length % alignment)) % alignment)]);
const tensorTypeId = (name: string) => [...tensorTypes].find(([, type]) => type.name === name)![0];

function scalar(type: ScalarType, value: number): Buffer {
  const view = new DataView(new ArrayBuffer(8));
  if (type === "u64" || type === "i64") view.setBigInt64(0, BigInt(value), true);
  else if (type === "f32") view.setFloat32(0, value, true);
  else if (type === "f64") view.setFloat64(0, value, true);
  else view.setUint32(0, value, true);
  return Buffer.from(view.buffer, 0, scalarBytes(type));
}

function arrayBytes({ view }: GgufHeader, value: Extract<MetadataValue, { type: "array" }>): Buffer {
  let end = value.start;
  if (value.elementType === "string") for (let index = 0; index < value.count; index++) end += 8 + view.getUint32(end, true);
  else end += value.count * scalarBytes(value.elementType);
  const bytes = Buffer.from(view.buffer, view.byteOffset + value.start, end - value.start);
  return Buffer.concat([u32(typeIds[value.elementType]), u64(BigInt(value.count)), bytes]);
}

function entry(header: GgufHeader, key: string, value: MetadataValue): Buffer {
  const body = value.type === "array" ? arrayBytes(header, value) : value.type === "string" ? ggufString(value.value) : scalar(value.type, value.value);
  return Buffer.concat([ggufString(key), u32(typeIds[value.type]), body]);
}

/** Splits the GGUF at `path` by its tensors into `parts` files `<name>-0000k-of-0000n.gguf` in `folder`, as llama.cpp's gguf-split does; gives their paths. */
export function splitGguf(path: string, parts: number, folder: string, name: string): string[] {
  const bytes = readFileSync(path);
  const header = parseHeader(bytes, bytes.length);
  if ("neededBytes" in header) throw new Error("The header is whole.");
  const last = header.tensors.at(-1)!;
  const dataStart = bytes.length - Math.ceil((last.offset + last.sizeBytes) / alignment) * alignment;
  const perPart = Math.ceil(header.tensors.length / parts);
  const number = (value: number) => String(value).padStart(5, "0");
  return Array.from({ length: parts }, (_, index) => {
    const tensors = header.tensors.slice(index * perPart, (index + 1) * perPart);
    const marks: [string, MetadataValue][] = [["split.no", { type: "u16", value: index }], ["split.count", { type: "u16", value: parts }], ["split.tensors.count", { type: "i32", value: header.tensors.length }]];
    const metadata = [...(index === 0 ? header.metadata : []), ...marks];
    let offset = 0;
    const infos = tensors.map(({ name: tensorName, dimensions, type, sizeBytes }) => {
      const info = Buffer.concat([ggufString(tensorName), u32(dimensions.length), ...dimensions.map((each) => u64(BigInt(each))), u32(tensorTypeId(type.name)), u64(BigInt(offset))]);
      offset += Math.ceil(sizeBytes / alignment) * alignment;
      return info;
    });
    const head = Buffer.concat([Buffer.from("GGUF"), u32(3), u64(BigInt(tensors.length)), u64(BigInt(metadata.length)), ...metadata.map(([key, value]) => entry(header, key, value)), ...infos]);
    const data = tensors.map((tensor) => padded(bytes.subarray(dataStart + tensor.offset, dataStart + tensor.offset + tensor.sizeBytes)));
    const partPath = join(folder, `${name}-${number(index + 1)}-of-${number(parts)}.gguf`);
    writeFileSync(partPath, Buffer.concat([padded(head), ...data]));
    return partPath;
  });
}
