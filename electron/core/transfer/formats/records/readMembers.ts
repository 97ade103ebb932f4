import type { Source } from "./source.ts";
import { splitParts } from "./splitParts.ts";

/** A member of a JSON object. `isList`: its value is a list that is read element by element, so `value` is left out. */
export type Member = { key: string; valueAt: number; isList: boolean; value: unknown };

/** Beside their list, documents say little; what is longer is left to be said by the record itself. */
const keepBytes = 16 * 1024 * 1024;

/** The members of the object that opens right before `from`. `closedAt` null: the file ends inside of it. */
export async function readMembers(source: Source, from: number, lists: readonly string[]): Promise<{ members: Member[]; closedAt: number | null }> {
  const members: Member[] = [];
  let end: number | null = null;
  for await (const { parts, closedAt } of splitParts(source.read(from), from, keepBytes)) {
    for (const { bytes, start } of parts) {
      const head = /^"((?:[^"\\]|\\.)*)"\s*:\s*/.exec(bytes.toString("latin1", 0, 1000));
      if (!head) continue;
      const valueAt = start + head[0].length;
      const key = Buffer.from(head[1]!, "latin1").toString("utf8");
      const isList = lists.includes(key) && bytes[head[0].length] === 0x5b;
      members.push({ key, valueAt, isList, value: isList ? undefined : valueOf(bytes.subarray(head[0].length)) });
    }
    end = closedAt;
  }
  return { members, closedAt: end };
}

/** What can't be read here is read again, and refused, with the record. */
function valueOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
