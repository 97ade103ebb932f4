/** A part of a header that a mutation can take hold of. `of`: the key or tensor that it belongs to. */
export type Field = { kind: FieldKind; at: number; sizeBytes: number; of: string };
export type FieldKind =
  | "magic" | "version" | "tensor count" | "entry count"
  | "key length" | "key" | "value type" | "element type" | "array count" | "number" | "string length" | "string"
  | "name length" | "name" | "dimension count" | "dimension" | "tensor type" | "offset";

/** Where metadata entries and tensor entries begin and end, so that whole ones can be taken out, doubled or swapped. */
export type Span = { start: number; end: number };
export type Walked = { fields: Field[]; entries: Span[]; tensors: Span[]; endBytes: number };

const scalarBytes = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];
const stringType = 8;
const arrayType = 9;
/** Of a long list only the first few elements are worth a field each. */
const listedElements = 8;

/** Walks a header that is known to be good, by the format's own description and not by the code under test. */
export function walkHeader(bytes: Buffer): Walked {
  const fields: Field[] = [];
  let at = 0;
  const take = (kind: FieldKind, sizeBytes: number, of = ""): number => {
    fields.push({ kind, at, sizeBytes, of });
    at += sizeBytes;
    return at - sizeBytes;
  };
  const u32 = (kind: FieldKind, of: string) => bytes.readUInt32LE(take(kind, 4, of));
  const u64 = (kind: FieldKind, of: string) => Number(bytes.readBigUInt64LE(take(kind, 8, of)));
  function text(lengthKind: FieldKind, kind: FieldKind, of: string): string {
    const lengthBytes = u64(lengthKind, of);
    const start = take(kind, lengthBytes, of);
    return bytes.toString("utf8", start, start + lengthBytes);
  }
  function skipStrings(count: number, of: string): void {
    for (let index = 0; index < count; index++) {
      if (index < listedElements) text("string length", "string", of);
      else at += 8 + Number(bytes.readBigUInt64LE(at));
    }
  }
  function value(of: string): void {
    const type = u32("value type", of);
    if (type === stringType) text("string length", "string", of);
    else if (type !== arrayType) take("number", scalarBytes[type]!, of);
    else {
      const elementType = u32("element type", of);
      const count = u64("array count", of);
      if (elementType === stringType) return skipStrings(count, of);
      const sizeBytes = scalarBytes[elementType]!;
      const listed = Math.min(count, listedElements);
      for (let index = 0; index < listed; index++) take("number", sizeBytes, of);
      at += (count - listed) * sizeBytes;
    }
  }

  take("magic", 4);
  u32("version", "");
  const tensorCount = u64("tensor count", "");
  const entryCount = u64("entry count", "");
  const spanOf = (read: () => void): Span => {
    const start = at;
    read();
    return { start, end: at };
  };
  const entries = Array.from({ length: entryCount }, () => spanOf(() => value(text("key length", "key", ""))));
  const tensors = Array.from({ length: tensorCount }, () =>
    spanOf(() => {
      const name = text("name length", "name", "");
      const dimensions = u32("dimension count", name);
      for (let index = 0; index < dimensions; index++) u64("dimension", name);
      u32("tensor type", name);
      u64("offset", name);
    }),
  );
  return { fields, entries, tensors, endBytes: at };
}
