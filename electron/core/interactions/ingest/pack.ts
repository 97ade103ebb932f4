import type { SentBody } from "../bodies/sentBody.ts";

/** Bytes that something holds, and how it gets others that are the same. */
type Held = { bytes: Uint8Array; hold(bytes: Uint8Array): void };

function heldBy(sent: SentBody): Held[] {
  if ("bytes" in sent) return [{ bytes: sent.bytes, hold: (bytes) => (sent.bytes = bytes) }];
  return [{ bytes: sent.body.data, hold: (bytes) => (sent.body.data = bytes) }];
}

/**
 * Puts the bytes of many bodies into one buffer, which goes to the thread whole instead of being copied piece by piece; the bodies become
 * views of it. A part that several name is put in once. Gives the buffer.
 */
export function pack(bodies: readonly SentBody[]): ArrayBuffer {
  const held = bodies.flatMap(heldBy);
  const parts = bodies.flatMap((sent) => ("bytes" in sent ? [] : sent.parts));
  for (const sharing of Map.groupBy(parts, ({ hash }) => hash).values()) {
    held.push({ bytes: sharing[0]!.bytes, hold: (bytes) => sharing.forEach((part) => (part.bytes = bytes)) });
  }
  const buffer = new ArrayBuffer(held.reduce((sum, { bytes }) => sum + bytes.length, 0));
  const all = new Uint8Array(buffer);
  let at = 0;
  for (const { bytes, hold } of held) {
    all.set(bytes, at);
    hold(all.subarray(at, (at += bytes.length)));
  }
  return buffer;
}
