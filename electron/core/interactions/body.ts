import { zstdCompressSync, zstdDecompressSync } from "node:zlib";

export type Body = { encoding: "plain" | "zstd"; size: number; data: Uint8Array };

/** Below this a frame's own header eats what compression gives. */
const compressFromBytes = 256;
/** No body is larger than what a request may hold with every character escaped; a larger one in a file is a forgery. */
const maxBodyBytes = 256 * 1024 * 1024;

export function encodeBody(bytes: Uint8Array): Body {
  if (bytes.length < compressFromBytes) return { encoding: "plain", size: bytes.length, data: bytes };
  return { encoding: "zstd", size: bytes.length, data: zstdCompressSync(bytes) };
}

export function decodeBody({ encoding, data }: Pick<Body, "encoding" | "data">): Uint8Array {
  return encoding === "plain" ? data : zstdDecompressSync(data, { maxOutputLength: maxBodyBytes });
}

/** JSON with its escapes, so that NUL and lone surrogates come back as they were. */
export const encodeJson = (value: unknown): Body => encodeBody(Buffer.from(JSON.stringify(value)));
export const decodeJson = (body: Pick<Body, "encoding" | "data">): unknown => JSON.parse(Buffer.from(decodeBody(body)).toString("utf8"));
