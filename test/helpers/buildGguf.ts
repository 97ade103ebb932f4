/** A value of metadata, as a file holds it. `raw` is written as it is, after the type's number. */
export type BuiltValue =
  | { u32: number }
  | { u64: bigint }
  | { f32: number }
  | { string: string | Uint8Array }
  | { array: { type: number; count: bigint; bytes: Uint8Array } }
  | { raw: { type: number; bytes: Uint8Array } };
export type BuiltTensor = { name: string; dimensions: bigint[]; type: number; offset: bigint };
export type BuiltFile = {
  magic?: string;
  version?: number;
  tensorCount?: bigint;
  metadataCount?: bigint;
  metadata?: [key: string | Uint8Array, value: BuiltValue][];
  tensors?: BuiltTensor[];
  dataBytes?: number;
};

export const u32 = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);
export const u64 = (value: bigint) => new Uint8Array(BigUint64Array.of(value).buffer);
const utf8 = (text: string | Uint8Array) => (typeof text === "string" ? new TextEncoder().encode(text) : text);
export const ggufString = (text: string | Uint8Array) => Buffer.concat([u64(BigInt(utf8(text).length)), utf8(text)]);

export function strings(texts: string[]): BuiltValue {
  return { array: { type: 8, count: BigInt(texts.length), bytes: Buffer.concat(texts.map(ggufString)) } };
}
export const i32s = (values: number[]): BuiltValue => ({ array: { type: 5, count: BigInt(values.length), bytes: new Uint8Array(Int32Array.from(values).buffer) } });
export const f32s = (values: number[]): BuiltValue => ({ array: { type: 6, count: BigInt(values.length), bytes: new Uint8Array(Float32Array.from(values).buffer) } });

function valueBytes(value: BuiltValue): Uint8Array {
  if ("u32" in value) return Buffer.concat([u32(4), u32(value.u32)]);
  if ("u64" in value) return Buffer.concat([u32(10), u64(value.u64)]);
  if ("f32" in value) return Buffer.concat([u32(6), new Uint8Array(Float32Array.of(value.f32).buffer)]);
  if ("string" in value) return Buffer.concat([u32(8), ggufString(value.string)]);
  if ("array" in value) return Buffer.concat([u32(9), u32(value.array.type), u64(value.array.count), value.array.bytes]);
  return Buffer.concat([u32(value.raw.type), value.raw.bytes]);
}

/** The smallest header that is valid: one tensor of 32 F32 values. */
export const minimal = {
  metadata: [
    ["general.architecture", { string: "llama" }],
    ["llama.context_length", { u32: 2048 }],
    ["llama.embedding_length", { u32: 32 }],
    ["llama.block_count", { u32: 1 }],
  ] as [string, BuiltValue][],
  tensors: [{ name: "token_embd.weight", dimensions: [32n], type: 0, offset: 0n }] as BuiltTensor[],
  dataBytes: 128,
};

/** Bytes of a GGUF file, true or false as asked: counts may lie, everything else is written as given. */
export function buildGguf({ magic = "GGUF", version = 3, tensorCount, metadataCount, metadata = minimal.metadata, tensors = minimal.tensors, dataBytes = minimal.dataBytes }: BuiltFile = {}): Buffer {
  const head = Buffer.concat([
    Buffer.from(magic, "latin1"),
    u32(version),
    u64(tensorCount ?? BigInt(tensors.length)),
    u64(metadataCount ?? BigInt(metadata.length)),
    ...metadata.flatMap(([key, value]) => [ggufString(key), valueBytes(value)]),
    ...tensors.flatMap(({ name, dimensions, type, offset }) => [ggufString(name), u32(dimensions.length), ...dimensions.map(u64), u32(type), u64(offset)]),
  ]);
  return Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32), Buffer.alloc(dataBytes)]);
}
