import { isUtf8 } from "node:buffer";
import { parse, type CsvError, type Info, type Parser } from "csv-parse";
import { AppError } from "../../../../../shared/errors.ts";
import type { ColumnTarget } from "../../../../../shared/schemas/transfer.ts";
import type { Source } from "../records/source.ts";
import { maxRecordBytes, notUtf8 } from "../records/sourceRecord.ts";
import { columnTargets } from "./columnTargets.ts";

export type CsvRow = { cells: { name: string; target: ColumnTarget; text: string }[] };
export type CsvRecord = { line: number; endByte: number } & ({ row: CsvRow; bytes: Buffer } | { reject: string });

/** Texts of Latin-1: a character a byte, so that what is not UTF-8 can still be seen. */
type Parsed = { info: Info; record: string[]; raw: string };

const bytesOf = (text: string): Buffer => Buffer.from(text, "latin1");

/** The rows of a table behind its first line of names; `line` is where a row begins. Throws `bad-request` for a table without names, and as `columnTargets`. */
export async function* readCsv(source: Source, { delimiter, map }: { delimiter: string; map?: Record<string, ColumnTarget> | undefined }): AsyncGenerator<CsvRecord[]> {
  const parser = parse({ delimiter, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_error: true, info: true, raw: true, max_record_size: maxRecordBytes, encoding: "latin1" });
  const broken: string[] = [];
  parser.on("skip", ({ message }: CsvError) => void broken.push(`${message}; what follows can't be told apart`));
  const feeding = feed(parser, source).catch((error: unknown) => void parser.destroy(error as Error));
  let names: string[] | null = null;
  let targets: ColumnTarget[] = [];
  let line = 1;
  let batch: CsvRecord[] = [];
  try {
    for await (const { info, record, raw } of parser as AsyncIterable<Parsed>) {
      line += lineEnds(/^[\r\n]*/.exec(raw)![0]);
      if (names) batch.push({ line, endByte: info.bytes, ...rowOf(record, names, targets, raw) });
      else {
        names = record.map((cell) => bytesOf(cell).toString("utf8"));
        targets = columnTargets(names, map);
      }
      line += lineEnds(raw.replace(/^[\r\n]*/, ""));
      if (batch.length < 256) continue;
      yield batch;
      batch = [];
    }
  } finally {
    parser.destroy();
    await feeding;
  }
  if (!names) throw new AppError("bad-request", "The table has no first line of names.", { fix: "Put the names of the columns into the first line." });
  batch.push(...broken.map((reject) => ({ line, endByte: source.sizeBytes, reject })));
  if (batch.length > 0) yield batch;
}

/** As fast as the rows are taken. */
async function feed(parser: Parser, source: Source): Promise<void> {
  for await (const chunk of source.read(0)) {
    if (parser.destroyed) return;
    if (!parser.write(chunk)) await drained(parser);
  }
  if (!parser.destroyed) parser.end();
}

function drained(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off("drain", done).off("close", done);
      resolve();
    };
    parser.on("drain", done).on("close", done);
  });
}

const lineEnds = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

function rowOf(record: string[], names: string[], targets: ColumnTarget[], raw: string): { row: CsvRow; bytes: Buffer } | { reject: string } {
  if (record.length > names.length) return { reject: `it has ${record.length} cells for ${names.length} columns` };
  if (record.length < names.length) return { reject: `it has ${record.length} cells for ${names.length} columns: it may be cut off, or a quote is missing` };
  const bytes = bytesOf(raw.replaceAll(/^[\r\n]+|[\r\n]+$/g, ""));
  if (!isUtf8(bytes)) return { reject: notUtf8 };
  return { row: { cells: names.map((name, index) => ({ name, target: targets[index]!, text: bytesOf(record[index]!).toString("utf8") })).filter(({ target }) => target !== "ignore") }, bytes };
}
