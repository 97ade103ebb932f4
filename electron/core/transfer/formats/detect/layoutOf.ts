import { AppError } from "../../../../../shared/errors.ts";
import { fieldsOf } from "../../spans/shapes.ts";
import { firstByte } from "../records/firstByte.ts";
import type { Source } from "../records/source.ts";
import { maxRecordBytes } from "../records/sourceRecord.ts";
import { splitParts } from "../records/splitParts.ts";

/** How a file's records stand in it: JSON one a line, one JSON document (or several), or a table. */
export type Layout = { layout: "lines" } | { layout: "document" } | { layout: "table"; delimiter: string; names: number };

const headBytes = 1024 * 1024;
const linesLookedAt = 50;

/** Throws `bad-request` for a file that is none of these. */
export async function layoutOf(source: Source): Promise<Layout> {
  const head = await headOf(source);
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) throw notReadable("It is compressed with gzip.", "Unpack it first.");
  if (head.length >= 4 && head.readUInt32BE(0) === 0x504b0304) throw notReadable("It is a ZIP archive.", "Unpack it, and import the file in it.");
  const first = await firstByte(source, 0);
  if (!first) throw notReadable("It holds nothing but white space.", "Export it again.");
  if (first.byte === "[") return { layout: "document" };
  if (first.byte === "{") return (await isLines(source, head, first.at)) ? { layout: "lines" } : { layout: "document" };
  const table = tableOf(head.toString("utf8"));
  if (table) return table;
  throw notReadable("It begins neither as JSON nor as a table with a line of names.", "Import JSON, JSON Lines or CSV.");
}

const notReadable = (what: string, fix: string) => new AppError("bad-request", `The file can't be imported. ${what}`, { fix });

async function headOf(source: Source): Promise<Buffer> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of source.read(0)) {
    kept.push(chunk);
    length += chunk.length;
    if (length >= headBytes) break;
  }
  return Buffer.concat(kept).subarray(0, headBytes);
}

/** Several JSON objects that each stand on a line. One that breaks off, or is no JSON, does not hide the others. */
async function isLines(source: Source, head: Buffer, from: number): Promise<boolean> {
  const end = head.indexOf(0x0a, from);
  if (end === -1) {
    const closedAt = await endOfObject(source, from);
    return closedAt !== null && (await firstByte(source, closedAt)) !== null;
  }
  const lines = head.toString("utf8", from).split("\n").slice(0, linesLookedAt);
  if (isObject(lines[0]!)) return (await firstByte(source, end + 1)) !== null;
  return lines[0]!.trim().length > 1 && lines.slice(1).some((line) => line.startsWith("{") && isObject(line));
}

function isObject(line: string): boolean {
  try {
    return fieldsOf(JSON.parse(line)) !== undefined;
  } catch {
    return false;
  }
}

/** Null: it does not end where a record could. */
async function endOfObject(source: Source, from: number): Promise<number | null> {
  for await (const { parts, closedAt } of splitParts(source.read(from + 1), from + 1, 0)) {
    if (closedAt !== null || (parts.at(-1)?.end ?? 0) > maxRecordBytes) return closedAt;
  }
  return null;
}

function tableOf(head: string): Extract<Layout, { layout: "table" }> | null {
  const line = /^(?:[^"\r\n]|"(?:[^"]|"")*")+/.exec(head.trimStart())?.[0] ?? "";
  const bare = line.replaceAll(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((delimiter) => ({ delimiter, names: bare.split(delimiter).length }));
  const best = counts.reduce((a, b) => (b.names > a.names ? b : a));
  const isText = ![...head.slice(0, 4096)].some((letter) => letter < "\t");
  return isText && (best.names > 1 || /^"?(input|output|prompt)"?$/i.test(line.trim())) ? { layout: "table", ...best } : null;
}
