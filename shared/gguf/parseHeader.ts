import { digits } from "./digits.ts";
import { createByteReader, MoreBytesNeeded, notAModel, type ByteReader } from "./byteReader.ts";
import { checkMagic } from "./checkMagic.ts";
import { limits } from "./limits.ts";
import { readValue, type MetadataValue } from "./metadata.ts";
import { quoted } from "./quoted.ts";
import { readTensors, type Tensor } from "./tensors.ts";

/** A GGUF header that holds together: every tensor's data lies inside the file. `view` covers the bytes that arrays point into. */
export type GgufHeader = { version: number; metadata: ReadonlyMap<string, MetadataValue>; tensors: Tensor[]; view: DataView; fileBytes: number };

const defaultAlignmentBytes = 32;

function readMetadata(reader: ByteReader, count: number): Map<string, MetadataValue> {
  const metadata = new Map<string, MetadataValue>();
  for (let index = 0; index < count; index++) {
    const keyAt = reader.position;
    const key = reader.name(`the name of metadata entry ${index + 1}`, limits.keyBytes);
    if (metadata.has(key)) throw notAModel(`The header is damaged: ${quoted(key)} stands in it twice.`, keyAt);
    metadata.set(key, readValue(reader, key));
  }
  return metadata;
}

function alignmentOf(metadata: Map<string, MetadataValue>): number {
  const value = metadata.get("general.alignment");
  if (!value) return defaultAlignmentBytes;
  const bytes = value.type === "u32" ? value.value : 0;
  if (bytes < 1 || bytes > limits.alignmentBytes || (bytes & (bytes - 1)) !== 0) throw notAModel("The header is damaged: general.alignment must be a power of two up to 1 MiB.", null);
  return bytes;
}

function readCount(reader: ByteReader, what: string, most: number, fileBytes: number): number {
  const at = reader.position;
  const count = reader.u64(`the number of ${what}`);
  if (count > most || count > fileBytes) throw notAModel(`The header is damaged: it claims ${digits(count)} ${what}, more than any known model has.`, at);
  return count;
}

/**
 * Reads a GGUF header (version 2 or 3, little-endian) from the first bytes of a file of `fileBytes` bytes, as far as they go: gives
 * `{ neededBytes }` when the header goes on behind them. Format: github.com/ggml-org/ggml/blob/master/docs/gguf.md. Throws
 * `not-a-model` with the reason and `details.offset`, for everything that llama.cpp refuses or that would make it crash.
 */
export function parseHeader(bytes: Uint8Array, fileBytes: number): GgufHeader | { neededBytes: number } {
  const reader = createByteReader(bytes, fileBytes);
  try {
    const version = checkMagic(reader, bytes, fileBytes);
    const tensorCount = readCount(reader, "tensors", limits.tensors, fileBytes);
    const metadataCount = readCount(reader, "metadata entries", limits.metadataEntries, fileBytes);
    const metadata = readMetadata(reader, metadataCount);
    const tensors = readTensors(reader, tensorCount, alignmentOf(metadata), fileBytes);
    return { version, metadata, tensors, view: reader.view, fileBytes };
  } catch (error) {
    if (error instanceof MoreBytesNeeded) return { neededBytes: error.neededBytes };
    throw error;
  }
}
