import { digits } from "./digits.ts";
import { notAModel, type ByteReader } from "./byteReader.ts";
import { limits } from "./limits.ts";
import { quoted } from "./quoted.ts";
import { tensorTypes, type TensorType } from "./tensorTypes.ts";

/** `offset` counts from the beginning of the tensor data. */
export type Tensor = { name: string; dimensions: number[]; type: TensorType; elements: number; sizeBytes: number; offset: number };

type Entry = Tensor & { at: number };

function readTensor(reader: ByteReader, index: number): Entry {
  const at = reader.position;
  const name = reader.name(`the name of tensor ${index + 1}`, limits.tensorNameBytes);
  const what = `tensor ${quoted(name)}`;
  const refuse = (reason: string) => notAModel(`The tensor table is damaged: ${what} ${reason}.`, at);
  const dimensionCount = reader.u32(`the number of dimensions of ${what}`);
  if (dimensionCount > limits.tensorDimensions) throw refuse(`has ${dimensionCount} dimensions, and at most ${limits.tensorDimensions} are allowed`);
  const dimensions = Array.from({ length: dimensionCount }, () => reader.u64(`a dimension of ${what}`));
  if (dimensions.includes(0)) throw refuse("has a dimension of 0");
  const elements = dimensions.reduce((product, each) => product * each, 1);
  if (!Number.isSafeInteger(elements)) throw refuse(`claims ${digits(elements)} elements`);
  const typeId = reader.u32(`the type of ${what}`);
  const type = tensorTypes.get(typeId);
  if (!type) throw refuse(`has the type ${typeId}, which is unknown or no longer read by llama.cpp`);
  const rowElements = dimensions[0] ?? 1;
  if (rowElements % type.blockElements !== 0) throw refuse(`has rows of ${rowElements} values, and ${type.name} packs ${type.blockElements} at a time`);
  const offset = reader.u64(`the offset of ${what}`);
  return { name, dimensions, type, elements, sizeBytes: (elements / type.blockElements) * type.blockBytes, offset, at };
}

const padded = (bytes: number, alignment: number) => Math.ceil(bytes / alignment) * alignment;

/** Reads the tensor table and checks that the data follows it in the same order, without gaps, inside the file (as llama.cpp demands). */
export function readTensors(reader: ByteReader, count: number, alignment: number, fileBytes: number): Tensor[] {
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) entries.push(readTensor(reader, index));
  const dataStart = padded(reader.position, alignment);
  const names = new Set<string>();
  let expected = 0;
  for (const { at, name, offset, sizeBytes } of entries) {
    if (names.has(name)) throw notAModel(`The tensor table is damaged: ${quoted(name)} stands in it twice.`, at);
    names.add(name);
    const end = dataStart + offset + sizeBytes;
    if (end > fileBytes) throw notAModel(`The file is cut off or damaged: the data of tensor ${quoted(name)} would end at byte ${digits(end)}, and the file ends at byte ${fileBytes}.`, at);
    if (offset % alignment !== 0) throw notAModel(`The tensor table is damaged: the data of ${quoted(name)} is not aligned to ${alignment} bytes (offset ${digits(offset)}).`, at);
    if (offset !== expected) throw notAModel(`The tensor table is damaged: the data of ${quoted(name)} lies at offset ${digits(offset)} where ${expected} is expected.`, at);
    expected = padded(offset + sizeBytes, alignment);
  }
  return entries;
}
