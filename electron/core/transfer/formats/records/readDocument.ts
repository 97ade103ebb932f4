import { readMembers, type Member } from "./readMembers.ts";
import { firstByte } from "./firstByte.ts";
import type { Source } from "./source.ts";
import { cutOff, maxRecordBytes, tooLong, type Envelope, type SourceRecord } from "./sourceRecord.ts";
import { splitParts, type Part } from "./splitParts.ts";

/**
 * The records of a file of JSON: each element of a list; of an object the elements of its members named in `lists`, or else the
 * object itself; and so on for what follows it. Nothing but one record is held in memory.
 */
export async function* readDocument(source: Source, lists: readonly string[]): AsyncGenerator<SourceRecord[]> {
  let index = 0;
  const recordOf = ({ bytes, start, end, isCut }: Part, envelope: Envelope | null): SourceRecord => {
    const record = { line: index++, endByte: end, envelope };
    if (isCut) return { ...record, reject: cutOff };
    return end - start > maxRecordBytes ? { ...record, reject: tooLong } : { ...record, bytes };
  };

  const refused = (reject: string): SourceRecord => ({ line: index, endByte: source.sizeBytes, envelope: null, reject });

  for (let at: number | null = 0; at !== null; ) {
    const first = await firstByte(source, at);
    if (!first) return;
    if (first.byte === "[") {
      at = yield* elements(first.at + 1, null);
    } else if (first.byte === "{") {
      const { members, closedAt } = await readMembers(source, first.at + 1, lists);
      const streamed = members.filter((member) => member.isList);
      let listEnd: number | null = null;
      for (const member of streamed) listEnd = yield* elements(member.valueAt + 1, { list: member.key, members: valuesOf(members) });
      if (listEnd !== null && closedAt === null) yield [refused("the file ends before its JSON object does: it was cut off")];
      if (streamed.length === 0) yield [await whole(first.at, closedAt)];
      at = closedAt;
    } else {
      return yield [refused(`no JSON value begins here (at byte ${first.at + 1})`)];
    }
  }

  async function* elements(from: number, envelope: Envelope | null): AsyncGenerator<SourceRecord[], number | null> {
    let isCut = false;
    for await (const { parts, closedAt } of splitParts(source.read(from), from, maxRecordBytes)) {
      if (parts.length > 0) yield parts.map((part) => recordOf(part, envelope));
      if (closedAt !== null) return closedAt;
      isCut = parts.some((part) => part.isCut);
    }
    if (!isCut) yield [refused("the file ends before its list does: it was cut off")];
    return null;
  }

  async function whole(start: number, closedAt: number | null): Promise<SourceRecord> {
    const end = closedAt ?? source.sizeBytes;
    const bytes = closedAt === null || end - start > maxRecordBytes ? Buffer.alloc(0) : await bytesBetween(source, start, end);
    return recordOf({ start, end, bytes, isCut: closedAt === null }, null);
  }
}

const valuesOf = (members: Member[]): Record<string, unknown> => Object.fromEntries(members.filter(({ isList }) => !isList).map(({ key, value }) => [key, value]));

async function bytesBetween(source: Source, start: number, end: number): Promise<Buffer> {
  const kept: Buffer[] = [];
  let left = end - start;
  for await (const chunk of source.read(start)) {
    kept.push(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) break;
  }
  return Buffer.concat(kept);
}
