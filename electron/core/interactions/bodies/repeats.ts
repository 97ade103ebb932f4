import { encodeBody, type Body } from "./body.ts";
import { cutParts, type Cut } from "./cutParts.ts";

/** A body before its parts have keys: what is left of the bytes, and the parts with their offsets in it. */
export type CutBody = { body: Body; parts: { offset: number; hash: string; bytes: Uint8Array }[] };

/** Hashes remembered; the one seen longest ago is forgotten first. */
const rememberedHashes = 20_000;

/**
 * Cuts out of bodies what was seen before. The first time a long piece stays where it is, so that what never repeats is compressed with its
 * surroundings and costs nothing; from the second time on it is a part.
 */
export function createRepeats() {
  const seen = new Set<string>();

  function isRepeated({ hash }: Cut): boolean {
    const before = seen.delete(hash);
    seen.add(hash);
    if (seen.size > rememberedHashes) seen.delete(seen.values().next().value!);
    return before;
  }

  return {
    cut(bytes: Buffer): CutBody {
      const repeated = cutParts(bytes).filter(isRepeated);
      if (repeated.length === 0) return { body: encodeBody(bytes), parts: [] };
      const parts: CutBody["parts"] = [];
      const rest: Uint8Array[] = [];
      let restBytes = 0;
      let from = 0;
      for (const { from: start, to, hash } of repeated) {
        rest.push(bytes.subarray(from, start));
        restBytes += start - from;
        parts.push({ offset: restBytes, hash, bytes: bytes.subarray(start, to) });
        from = to;
      }
      rest.push(bytes.subarray(from));
      return { body: { ...encodeBody(Buffer.concat(rest)), size: bytes.length }, parts };
    },
  };
}
export type Repeats = ReturnType<typeof createRepeats>;
