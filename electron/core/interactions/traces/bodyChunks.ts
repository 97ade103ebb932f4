import type { BodyChunk } from "../../../../shared/schemas/interactionBody.ts";

const chunkBytes = 256 * 1024;

/** A stored body as text, in pieces that a page can take; what is no UTF-8 becomes U+FFFD. */
export function* bodyChunks(bytes: Uint8Array): Generator<BodyChunk> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (let from = 0; from < bytes.length || from === 0; from += chunkBytes) {
    const text = decoder.decode(bytes.subarray(from, from + chunkBytes), { stream: from + chunkBytes < bytes.length });
    yield { text, sizeBytes: bytes.length };
  }
}
