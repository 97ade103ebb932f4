import type { Detected } from "../formats/detect/detectFormat.ts";
import { formats } from "../formats/formats.ts";
import { readCsv } from "../formats/csv/readCsv.ts";
import { parseRecord } from "../formats/parseRecord.ts";
import { readDocument } from "../formats/records/readDocument.ts";
import { readLines } from "../formats/records/readLines.ts";
import type { Source } from "../formats/records/source.ts";
import type { Envelope } from "../formats/records/sourceRecord.ts";
import type { TransferRequest } from "../../../../shared/schemas/transfer.ts";

/** Where an import goes on: behind this many records, which end at this byte of the source, before this line. */
export type Place = { byte: number; line: number; records: number };
export const beginning: Place = { byte: 0, line: 1, records: 0 };

/** A record that was read, or why it could not be. `place`: behind it. */
export type OpenRecord = { line: number; place: Place } & ({ value: unknown; bytes: Buffer; envelope: Envelope | null } | { reject: string });

/** A file's records from a place on. Lines are read from their byte; in a document or table the earlier ones are passed over. */
export async function* openRecords(source: Source, { format, layout }: Detected, map: TransferRequest["map"], from: Place): AsyncGenerator<OpenRecord[]> {
  const isLines = layout.layout === "lines";
  let records = isLines ? from.records : 0;
  const read = layout.layout === "table" ? readCsv(source, { delimiter: layout.delimiter, map }) : isLines ? readLines(source, from) : readDocument(source, formats[format].lists);
  for await (const batch of read) {
    const opened: OpenRecord[] = [];
    for (const record of batch) {
      records += 1;
      if (records <= from.records) continue;
      const { line } = record;
      const at = { line, place: { byte: record.endByte, line: line + 1, records } };
      if ("reject" in record) opened.push({ ...at, reject: record.reject });
      else if ("row" in record) opened.push({ ...at, value: record.row, bytes: record.bytes, envelope: null });
      else opened.push({ ...at, ...parseRecord(record.bytes), bytes: record.bytes, envelope: record.envelope });
    }
    if (opened.length > 0) yield opened;
  }
}
