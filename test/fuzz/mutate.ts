import type { Random } from "./randomFrom.ts";
import type { Field, Span, Walked } from "./walkHeader.ts";

/** A real file's header, walked, and the bytes behind it. */
export type Source = { name: string; bytes: Buffer; walked: Walked };
/** `head`: the header, padded up to its data; `fileBytes`: what the file's size is then; `how`: what was done to it. */
export type Mutant = { source: Source; head: Buffer; fileBytes: number; how: string };

const alignmentBytes = 32;
/** Where numbers like to break, as 64 bits. */
const edges = [0n, 1n, 2n, 3n, 7n, 8n, 9n, 13n, 31n, 32n, 33n, 63n, 64n, 127n, 128n, 255n, 256n, 257n, 511n, 512n, 513n, 1023n, 4096n, 32_767n, 32_768n, 65_535n, 65_536n, 1n << 20n, 1n << 24n, (1n << 31n) - 1n,
  1n << 31n, (1n << 32n) - 1n, 1n << 32n, (1n << 53n) - 1n, (1n << 53n) + 1n, 1n << 60n, (1n << 63n) - 1n, 1n << 63n, (1n << 64n) - 1n];
const texts = ["", "\0", "x", "llama", "gpt2", "bert", "qwen2", "mamba", "no-such-thing", "general.architecture", "llama.block_count", "blk.0.attn_q.weight", "blk.9999.attn_q.weight", "token_embd.weight", "é\u202e\u200b", "\uFFFF", "x".repeat(64), "x".repeat(70_000)];

function put(bytes: Buffer, { at, sizeBytes }: Field, value: bigint): void {
  const low = value & ((1n << BigInt(8 * sizeBytes)) - 1n);
  for (let index = 0; index < sizeBytes; index++) bytes[at + index] = Number((low >> BigInt(8 * index)) & 0xffn);
}

function stored(bytes: Buffer, { at, sizeBytes }: Field): bigint {
  return bytes.subarray(at, at + sizeBytes).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

const isText = ({ kind }: Field) => kind === "key" || kind === "name" || kind === "string" || kind === "magic";
const lengthBefore = ({ kind }: Field) => kind === "key" || kind === "name" || kind === "string";

type Change = (random: Random, source: Source) => { head: Buffer; how: string };

/** The whole header up to its last byte, as bytes of its own. */
const copyHead = ({ bytes, walked }: Source) => Buffer.from(bytes.subarray(0, walked.endBytes));
const splice = (bytes: Buffer, { start, end }: Span, by: Uint8Array) => Buffer.concat([bytes.subarray(0, start), by, bytes.subarray(end)]);

function changeNumber(random: Random, source: Source) {
  const head = copyHead(source);
  const field = random.oneOf(source.walked.fields.filter((each) => !isText(each)));
  const near = stored(head, field) + random.oneOf([-1n, 1n, -8n, 8n, 32n]);
  const value = random.below(4) === 0 ? near : random.oneOf(edges);
  put(head, field, value);
  return { head, how: `${field.kind} of ${field.of || "the file"} = ${value}` };
}

function changeText(random: Random, source: Source) {
  const field = random.oneOf(source.walked.fields.filter(lengthBefore));
  const text = Buffer.from(random.oneOf(texts));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const head = splice(copyHead(source), { start: field.at - 8, end: field.at + field.sizeBytes }, Buffer.concat([length, text]));
  return { head, how: `${field.kind} of ${field.of || "the file"} = ${JSON.stringify(text.toString().slice(0, 30))}` };
}

/** A key or name turned into another that stands in the same header: a duplicate, or a value under a strange key. */
function swapTexts(random: Random, source: Source) {
  const head = copyHead(source);
  const kind = random.oneOf(["key", "name"] as const);
  const fields = source.walked.fields.filter((each) => each.kind === kind);
  const [from, to] = [random.oneOf(fields), random.oneOf(fields)];
  const whole = head.subarray(from.at - 8, from.at + from.sizeBytes);
  return { head: splice(head, { start: to.at - 8, end: to.at + to.sizeBytes }, Buffer.from(whole)), how: `${kind} ${to.of} = ${head.toString("utf8", from.at, from.at + from.sizeBytes)}` };
}

function changeEntries(random: Random, source: Source) {
  const head = copyHead(source);
  const { entries, tensors, fields } = source.walked;
  const isTensor = random.below(2) === 0 || entries.length === 0;
  const spans = isTensor ? tensors : entries;
  const count = fields.find(({ kind }) => kind === (isTensor ? "tensor count" : "entry count"))!;
  const span = random.oneOf(spans);
  const other = random.oneOf(spans);
  const whole = Buffer.from(head.subarray(other.start, other.end));
  const what = isTensor ? "tensor" : "entry";
  switch (random.below(3)) {
    case 0:
      put(head, count, BigInt(spans.length - 1));
      return { head: splice(head, span, Buffer.alloc(0)), how: `${what} taken out` };
    case 1:
      put(head, count, BigInt(spans.length + 1));
      return { head: splice(head, { start: span.start, end: span.start }, whole), how: `${what} doubled` };
    default: return { head: splice(head, span, whole), how: `${what} replaced by another` };
  }
}

function flipBits(random: Random, source: Source) {
  const head = copyHead(source);
  const within = random.below(2) === 0 ? Math.min(1500, head.length) : head.length;
  const flips = 1 + random.below(4);
  for (let index = 0; index < flips; index++) head[random.below(within)]! ^= 1 << random.below(8);
  return { head, how: `${flips} bits flipped` };
}

const changes: [weight: number, change: Change][] = [[8, changeNumber], [4, changeText], [2, swapTexts], [3, changeEntries], [3, flipBits]];
const wheel = changes.flatMap(([weight, change]) => Array<Change>(weight).fill(change));

/** A damaged copy of the source's header: one change, cut off in one of twelve. */
export function mutate(random: Random, source: Source): Mutant {
  const { head: changed, how } = random.oneOf(wheel)(random, source);
  const head = Buffer.concat([changed, Buffer.alloc((alignmentBytes - (changed.length % alignmentBytes)) % alignmentBytes)]);
  const dataStart = Math.ceil(source.walked.endBytes / alignmentBytes) * alignmentBytes;
  const wholeBytes = head.length + source.bytes.length - dataStart;
  if (random.below(12) > 0) return { source, head, fileBytes: wholeBytes, how };
  const fileBytes = random.below(random.below(2) === 0 ? wholeBytes : head.length);
  return { source, head: head.subarray(0, fileBytes), fileBytes, how: `${how}, cut at ${fileBytes}` };
}

/** The whole file of a mutant: what llama.cpp would be given. */
export function fileOf({ source, head, fileBytes }: Mutant): Buffer {
  const dataStart = Math.ceil(source.walked.endBytes / alignmentBytes) * alignmentBytes;
  return Buffer.concat([head, source.bytes.subarray(dataStart)]).subarray(0, fileBytes);
}
