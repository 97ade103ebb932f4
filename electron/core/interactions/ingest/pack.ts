import type { CutBody } from "../repeats.ts";

/**
 * Puts the bytes of many bodies into one buffer, which goes to the thread whole instead of being copied piece by piece; the bodies become
 * views of it. Gives the buffer.
 */
export function pack(cuts: Iterable<Pick<CutBody["body"], "data"> & { data: Uint8Array }>): ArrayBuffer {
  const bodies = [...cuts];
  const buffer = new ArrayBuffer(bodies.reduce((sum, { data }) => sum + data.length, 0));
  const bytes = new Uint8Array(buffer);
  let at = 0;
  for (const body of bodies) {
    bytes.set(body.data, at);
    body.data = bytes.subarray(at, (at += body.data.length));
  }
  return buffer;
}
