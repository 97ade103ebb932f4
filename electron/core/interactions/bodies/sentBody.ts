import { encodeBody } from "./body.ts";
import type { CutBody, Repeats } from "./repeats.ts";

/** A body on its way to the writer thread: a small one ready to be stored, of a large one the bytes, which take a while to compress. */
export type SentBody = CutBody | { bytes: Uint8Array };

const largeFromBytes = 64 * 1024;

/** `repeats`: of bodies whose long pieces may come again. */
export function sentBody(bytes: Buffer, repeats?: Repeats): SentBody {
  if (bytes.length >= largeFromBytes) return { bytes };
  return repeats ? repeats.cut(bytes) : { body: encodeBody(bytes), parts: [] };
}

/** The same by itself, without what else lies in the memory of its bytes. */
export function ownBody(sent: SentBody): SentBody {
  if ("bytes" in sent) return { bytes: ownBytes(sent.bytes) };
  const cut = sent;
  return { body: { ...cut.body, data: ownBytes(cut.body.data) }, parts: cut.parts.map((part) => ({ ...part, bytes: ownBytes(part.bytes) })) };
}

/** On the other side. */
export function receivedBody(sent: SentBody, repeats?: Repeats): CutBody {
  if (!("bytes" in sent)) return sent;
  const bytes = Buffer.from(sent.bytes.buffer, sent.bytes.byteOffset, sent.bytes.byteLength);
  return repeats ? repeats.cut(bytes) : { body: encodeBody(bytes), parts: [] };
}

/** What it holds in memory until it is written: of bytes, also what becomes of them. */
export const sizeOfSent = (sent: SentBody): number => ("bytes" in sent ? 2 * sent.bytes.length : sent.body.data.length + sent.parts.reduce((sum, { bytes }) => sum + bytes.length, 0));

/** A small Buffer is a window on a pool of many, all of which would go to the thread with it. */
export const ownBytes = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes));
