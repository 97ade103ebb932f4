import type { FileHandle } from "node:fs/promises";

/** The bytes of a file as UTF-8. Offsets count UTF-8 bytes behind the byte-order mark. */
export type Source = {
  /** About how many there are: exact for UTF-8. */
  sizeBytes: number;
  /** In pieces, from an offset to the end. */
  read(from: number): AsyncGenerator<Buffer>;
  /** Bytes of the file that `offset` stands for. */
  fileBytes(offset: number): number;
};

const pieceBytes = 256 * 1024;
const marks = { "utf-8": [0xef, 0xbb, 0xbf], "utf-16le": [0xff, 0xfe], "utf-16be": [0xfe, 0xff] } as const;

async function* pieces(file: FileHandle, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(Math.min(pieceBytes, to - at)), 0, undefined, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** UTF-16 as UTF-8; a half pair becomes U+FFFD, as there is no UTF-8 for it. */
async function* transcoded(chunks: AsyncGenerator<Buffer>, encoding: "utf-16le" | "utf-16be"): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* skipping(chunks: AsyncGenerator<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** `endByte`: only the beginning of the file up to here, for a look at it. */
export async function openSource(file: FileHandle, sizeBytes: number, endByte = sizeBytes): Promise<Source> {
  const { buffer: start } = await file.read(Buffer.alloc(3), 0, 3, 0);
  const has = (mark: readonly number[]) => mark.every((byte, index) => start[index] === byte);
  const end = Math.min(endByte, sizeBytes);
  for (const encoding of ["utf-16le", "utf-16be"] as const) {
    // Its offsets can't be told from those of the file, so reading on from one starts at the beginning.
    if (has(marks[encoding])) return { sizeBytes, read: (from) => skipping(transcoded(pieces(file, 2, end), encoding), from), fileBytes: (offset) => Math.min(sizeBytes, 2 * offset) };
  }
  const mark = has(marks["utf-8"]) ? 3 : 0;
  return { sizeBytes: end - mark, read: (from) => pieces(file, mark + from, end), fileBytes: (offset) => mark + offset };
}
