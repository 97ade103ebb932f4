import { AppError } from "../../../../../shared/errors.ts";
import type { ImportFormat } from "../../../../../shared/schemas/transfer.ts";
import { fieldsOf, type Fields } from "../../spans/shapes.ts";
import { parseRecord } from "../parseRecord.ts";
import { firstByte } from "../records/firstByte.ts";
import { readDocument } from "../records/readDocument.ts";
import { readLines } from "../records/readLines.ts";
import { readMembers } from "../records/readMembers.ts";
import type { Source } from "../records/source.ts";
import { layoutOf, type Layout } from "./layoutOf.ts";
import { signOf } from "./signs.ts";

export type Detected = { format: ImportFormat; why: string; layout: Layout };

const samples = 20;
const delimiters: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs" };

/**
 * What a file is, by its content: by `head`, its first megabytes, and where those do not tell by `source`, the whole. `chosen` wins, and the
 * layout still comes from the content. Throws `bad-request` for what is none of the formats.
 */
export async function detectFormat(source: Source, head: Source, chosen?: ImportFormat): Promise<Detected> {
  const layout = await layoutOf(source);
  if (layout.layout === "table") {
    if (chosen && chosen !== "csv") throw new AppError("bad-request", `The file is no JSON, so it is not ${chosen}.`, { fix: "Leave the format to be found, or choose csv." });
    return { format: "csv", layout, why: `Its first line is ${layout.names === 1 ? "a name" : `${layout.names} names`}, separated by ${delimiters[layout.delimiter]}.` };
  }
  if (chosen === "csv") throw new AppError("bad-request", "The file is JSON, not a table.", { fix: "Leave the format to be found." });
  const form = layout.layout === "lines" ? "JSON, one record a line" : "one JSON document";
  if (chosen) return { format: chosen, layout, why: `It was chosen; the file is ${form}.` };
  const sign = signOf(await firstRecords(head, layout));
  if (!sign) throw new AppError("bad-request", `The file is ${form}, but of no format that is known.`, { fix: "Choose the format with --format, if it is one of them." });
  return { format: sign.format, layout, why: `It is ${form}, and ${sign.says}.` };
}

async function firstRecords(head: Source, { layout }: Layout): Promise<Fields[]> {
  const first = await firstByte(head, 0);
  if (layout === "document" && first?.byte === "{") {
    // A list that was cut by the end of the head is still known by its name.
    const { members } = await readMembers(head, first.at + 1, []);
    const whole = Object.fromEntries(members.map(({ key, value }) => [key, value ?? []]));
    const listed = members.flatMap(({ value }) => (Array.isArray(value) ? (value as unknown[]).slice(0, samples) : []));
    return [whole, ...listed].map(fieldsOf).filter((fields) => fields !== undefined);
  }
  const found: Fields[] = [];
  for await (const records of layout === "lines" ? readLines(head, { byte: 0, line: 1 }) : readDocument(head, [])) {
    for (const record of records) {
      const parsed = "bytes" in record ? parseRecord(record.bytes) : undefined;
      const fields = parsed && "value" in parsed ? fieldsOf(parsed.value) : undefined;
      if (fields && found.push(fields) >= samples) return found;
    }
  }
  return found;
}
