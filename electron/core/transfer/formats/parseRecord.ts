import { isUtf8 } from "node:buffer";
import { notUtf8 } from "./records/sourceRecord.ts";

/** A record's value, or why it has none. */
export function parseRecord(bytes: Buffer): { value: unknown } | { reject: string } {
  if (!isUtf8(bytes)) return { reject: notUtf8 };
  try {
    return { value: JSON.parse(bytes.toString("utf8")) };
  } catch (error) {
    // V8 quotes what it read, which may be long.
    const why = error instanceof RangeError ? "it nests too deep" : (error as Error).message.replaceAll(/\s+/g, " ").slice(0, 200);
    return { reject: `it is no JSON: ${why}` };
  }
}
