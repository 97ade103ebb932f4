import { isUtf8 } from "node:buffer";
import type { RawBytes } from "../../../shared/schemas/tapedeckRecord.ts";

/** `bytes` for a line of a `tapedeck` file, so that `bytesOf` gives exactly them back. */
export function rawOf(bytes: Uint8Array): RawBytes {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return isUtf8(buffer) ? { utf8: buffer.toString("utf8") } : { base64: buffer.toString("base64") };
}

/** The bytes that `rawOf` was given. */
export const bytesOf = (raw: RawBytes): Uint8Array<ArrayBuffer> => ("utf8" in raw ? Buffer.from(raw.utf8, "utf8") : Buffer.from(raw.base64, "base64"));
