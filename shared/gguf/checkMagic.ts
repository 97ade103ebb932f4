import { notAModel, type ByteReader } from "./byteReader.ts";
import { quoted } from "./quoted.ts";

/** First bytes of files that people take for a GGUF. */
const others: [start: string, what: string][] = [
  ["PK\x03\x04", "a zip archive or a PyTorch checkpoint"],
  ["\x1f\x8b", "a gzip archive: unpack it first"],
  ["lmgg", "a GGML file from before GGUF: convert it with llama.cpp"],
  ["fmgg", "a GGMF file from before GGUF: convert it with llama.cpp"],
  ["tjgg", "a GGJT file from before GGUF: convert it with llama.cpp"],
  ["version https://git-lfs", "a pointer of Git LFS: the model itself was not downloaded"],
  ["<!DOCTYPE", "a web page: the download went wrong"],
  ["<html", "a web page: the download went wrong"],
];

function whatItIs(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 64));
  const known = others.find(([prefix]) => start.startsWith(prefix));
  if (known) return `It is ${known[1]}.`;
  if (start.slice(8, 10) === '{"') return "It is a safetensors file: convert it to GGUF with llama.cpp.";
  return `It begins with ${beginning(bytes.subarray(0, 8))} instead of "GGUF".`;
}

/** A text as a text, anything else as hex. */
function beginning(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const isText = !/[^\P{C}\s]|\uFFFD/u.test(text);
  return isText ? quoted(text) : `the bytes ${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
}

/** Reads magic and version; gives the version. Throws `not-a-model` that says what the file is instead. */
export function checkMagic(reader: ByteReader, bytes: Uint8Array, fileBytes: number): number {
  if (fileBytes === 0) throw notAModel("The file is empty.", 0);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== "GGUF") throw notAModel(`The file is not a GGUF model. ${whatItIs(bytes)}`, 0);
  reader.take(4, "the magic");
  const version = reader.u32("the version");
  if (version === 2 || version === 3) return version;
  if (version !== 0 && (version & 0xffff) === 0) throw notAModel("The file is a big-endian GGUF, made for another kind of processor; a little-endian one is needed.", 4);
  throw notAModel(version === 1 ? "The file is a GGUF of version 1, which llama.cpp no longer reads: convert it again." : `The file claims GGUF version ${version}; versions 2 and 3 are known.`, 4);
}
