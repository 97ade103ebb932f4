import type { Database } from "better-sqlite3";
import { decodeBody, type PartOf, type StoredBody } from "./body.ts";

/** Bytes of parts remembered: a system prompt is read for each of a page's rows. */
const rememberedBytes = 8 * 1024 * 1024;

/** Gives the parts of a month's bodies. What a later removal took away is empty. */
export function createPartReader(db: Database): PartOf {
  const read = db.prepare<[number], StoredBody>("SELECT encoding, data FROM parts WHERE key = ?");
  const known = new Map<number, Uint8Array>();
  let knownBytes = 0;
  return (key) => {
    const before = known.get(key);
    if (before) return before;
    const stored = read.get(key);
    const bytes = stored ? decodeBody(stored) : new Uint8Array();
    if (knownBytes + bytes.length > rememberedBytes) {
      known.clear();
      knownBytes = 0;
    }
    known.set(key, bytes);
    knownBytes += bytes.length;
    return bytes;
  };
}
