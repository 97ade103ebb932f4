import { hash } from "node:crypto";

/** A piece of a JSON text that may come again: its place in the bytes, and what it is known by. */
export type Cut = { from: number; to: number; hash: string };

/** Shorter ones cost more than they save. */
const partFromBytes = 256;
/** More than this many are not looked for. */
const cutsAtMost = 64;
const quote = 0x22;
const backslash = 0x5c;

/**
 * The long pieces of a JSON text that other requests may repeat byte for byte: long strings (system prompts, documents, earlier turns),
 * and the list of `tools` as a whole. What is no JSON gives whatever looks like it; the bytes come back the same in any case.
 */
export function cutParts(bytes: Buffer): Cut[] {
  const cuts: Cut[] = [];
  let depth = 0;
  let isTools = false;
  for (let at = 0; at < bytes.length && cuts.length < cutsAtMost; at++) {
    const byte = bytes[at]!;
    if (byte === quote) {
      const end = stringEnd(bytes, at);
      if (end - at >= partFromBytes) cuts.push(cutOf(bytes, at, end));
      isTools = depth === 1 && end - at === 7 && bytes.toString("latin1", at + 1, end - 1) === "tools" && bytes[end] === 0x3a;
      at = end - 1;
    } else if (byte === 0x5b || byte === 0x7b) {
      const end = isTools && byte === 0x5b ? listEnd(bytes, at) : at;
      isTools = false;
      if (end - at >= partFromBytes) {
        cuts.push(cutOf(bytes, at, end));
        at = end - 1;
      } else depth++;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return cuts;
}

const cutOf = (bytes: Buffer, from: number, to: number): Cut => ({ from, to, hash: hash("sha256", bytes.subarray(from, to), "base64url") });

/** Behind the closing quote of the string that opens at `at`. */
function stringEnd(bytes: Buffer, at: number): number {
  for (let end = bytes.indexOf(quote, at + 1); end >= 0; end = bytes.indexOf(quote, end + 1)) {
    let escapes = 0;
    while (bytes[end - 1 - escapes] === backslash) escapes++;
    if (escapes % 2 === 0) return end + 1;
  }
  return bytes.length;
}

/** Behind the bracket that closes the list which opens at `at`. */
function listEnd(bytes: Buffer, at: number): number {
  let depth = 0;
  for (let end = at; end < bytes.length; end++) {
    const byte = bytes[end]!;
    if (byte === quote) end = stringEnd(bytes, end) - 1;
    else if (byte === 0x5b || byte === 0x7b) depth++;
    else if ((byte === 0x5d || byte === 0x7d) && --depth === 0) return end + 1;
  }
  return bytes.length;
}
