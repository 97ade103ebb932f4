import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/**
 * Bytes as they are stored. `parts` names long parts that are kept once, apart, as JSON: `[[offset, key], …]`, each at an offset of the
 * bytes without them; null: nothing was cut out.
 */
export type Body = { encoding: "plain" | "zstd"; size: number; data: Uint8Array; parts: string | null };
export type StoredBody = Pick<Body, "encoding" | "data"> & { parts?: string | null };
/** Gives the bytes of a part. */
export type PartOf = (key: number) => Uint8Array;

/** Below this a frame's own header eats what compression gives. */
const compressFromBytes = 256;
/** No body is larger than what a request may hold with every character escaped; a larger one in a file is a forgery. */
const maxBodyBytes = 256 * 1024 * 1024;
/** Level 3 makes texts of 2 KB 3% smaller, and takes longer; small chunks save the making of a large buffer. */
const fast = { chunkSize: 4096, params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const fastOfLarge = { params: fast.params };
const largeFromBytes = 64 * 1024;

export function encodeBody(bytes: Uint8Array): Body {
  if (bytes.length < compressFromBytes) return { encoding: "plain", size: bytes.length, data: bytes, parts: null };
  return { encoding: "zstd", size: bytes.length, data: zstdCompressSync(bytes, bytes.length < largeFromBytes ? fast : fastOfLarge), parts: null };
}

/** The bytes as they came. `partOf` is needed for a body that parts were cut out of. */
export function decodeBody({ encoding, data, parts }: StoredBody, partOf?: PartOf): Uint8Array {
  const bytes = encoding === "plain" ? data : zstdDecompressSync(data, { maxOutputLength: maxBodyBytes });
  if (!parts) return bytes;
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const [offset, key] of JSON.parse(parts) as [number, number][]) {
    pieces.push(bytes.subarray(from, offset), partOf!(key));
    from = offset;
  }
  return Buffer.concat([...pieces, bytes.subarray(from)]);
}

/** JSON with its escapes, so that NUL and lone surrogates come back as they were. */
export const encodeJson = (value: unknown): Body => encodeBody(Buffer.from(JSON.stringify(value)));
export const decodeJson = (body: StoredBody, partOf?: PartOf): unknown => JSON.parse(Buffer.from(decodeBody(body, partOf)).toString("utf8"));
