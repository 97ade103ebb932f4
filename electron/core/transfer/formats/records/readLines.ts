import type { Source } from "./source.ts";
import { maxRecordBytes, tooLong, type SourceRecord } from "./sourceRecord.ts";

const newline = 0x0a;
const isBlank = (bytes: Buffer) => bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

/** The lines of a file that are not blank, from a line's beginning on. A line that is too long is a reject; the next one is read as any. */
export async function* readLines(source: Source, { byte, line }: { byte: number; line: number }): AsyncGenerator<SourceRecord[]> {
  let number = line;
  let offset = byte;
  let kept: Buffer[] = [];
  let keptBytes = 0;
  let isTooLong = false;

  const take = (last: Buffer, endByte: number): SourceRecord | null => {
    const bytes = kept.length === 0 ? last : Buffer.concat([...kept, last]);
    const [record, wasTooLong] = [{ line: number, endByte, envelope: null }, isTooLong];
    number += 1;
    kept = [];
    keptBytes = 0;
    isTooLong = false;
    if (wasTooLong) return { ...record, reject: tooLong };
    return isBlank(bytes) ? null : { ...record, bytes };
  };
  const keep = (rest: Buffer) => {
    keptBytes += rest.length;
    if (keptBytes > maxRecordBytes) isTooLong = true;
    if (isTooLong) kept = [];
    else if (rest.length > 0) kept.push(rest);
  };

  for await (const chunk of source.read(byte)) {
    const records: SourceRecord[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const record = take(chunk.subarray(start, end), offset + end + 1);
      if (record) records.push(record);
      start = end + 1;
    }
    keep(chunk.subarray(start));
    offset += chunk.length;
    if (records.length > 0) yield records;
  }
  const last = take(Buffer.alloc(0), offset);
  if (last) yield [last];
}
