import { isUtf8 } from "node:buffer";
import { CsvError, parse, type Info } from "csv-parse";
import { AppError } from "../../../../../shared/errors.ts";
import type { ColumnTarget } from "../../../../../shared/schemas/transfer.ts";
import type { Source } from "../records/source.ts";
import { maxRecordBytes, notUtf8 } from "../records/sourceRecord.ts";
import { columnTargets } from "./columnTargets.ts";

export type CsvRow = { cells: { name: string; target: ColumnTarget; text: string }[] };
export type CsvRecord = { line: number; endByte: number } & ({ row: CsvRow; bytes: Buffer } | { reject: string });

type Parsed = { info: Info; record: Buffer[]; raw: string };

/** The rows of a table behind its first line of names; `line` is where a row begins. Throws `bad-request` for a table without names, and as `columnTargets`. */
export async function* readCsv(source: Source, { delimiter, map }: { delimiter: string; map?: Record<string, ColumnTarget> | undefined }): AsyncGenerator<CsvRecord[]> {
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true, raw: true, max_record_size: maxRecordBytes, encoding: null });
  const feeding = (async () => {
    for await (const chunk of source.read(0)) {
      if (!parser.write(chunk)) await new Promise((resolve) => parser.once("drain", resolve).once("close", resolve));
      if (parser.destroyed) return;
    }
    parser.end();
  })();
  feeding.catch((error: unknown) => parser.destroy(error as Error));
  let names: string[] | null = null;
  let targets: ColumnTarget[] = [];
  let line = 1;
  let batch: CsvRecord[] = [];
  try {
    for await (const { info, record, raw } of parser as AsyncIterable<Parsed>) {
      const at = { line, endByte: info.bytes };
      line = info.lines + (raw.endsWith("\n") || raw.endsWith("\r") ? 0 : 1);
      if (!names) {
        names = record.map(String);
        targets = columnTargets(names, map);
        continue;
      }
      batch.push({ ...at, ...rowOf(record, names, targets, raw) });
      if (batch.length < 256) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    batch.push({ line, endByte: source.sizeBytes, reject: `${error.message}; what follows can't be told apart` });
  } finally {
    parser.destroy();
  }
  if (!names) throw new AppError("bad-request", "The table has no first line of names.", { fix: "Put the names of the columns into the first line." });
  if (batch.length > 0) yield batch;
}

function rowOf(record: Buffer[], names: string[], targets: ColumnTarget[], raw: string): { row: CsvRow; bytes: Buffer } | { reject: string } {
  if (record.length > names.length) return { reject: `it has ${record.length} cells for ${names.length} columns` };
  if (record.length < names.length) return { reject: `it has ${record.length} cells for ${names.length} columns: it may be cut off, or a quote is missing` };
  if (!record.every(isUtf8)) return { reject: notUtf8 };
  const cells = names.map((name, index) => ({ name, target: targets[index]!, text: String(record[index]) })).filter(({ target }) => target !== "ignore");
  return { row: { cells }, bytes: Buffer.from(raw.replace(/\r?\n$/, "")) };
}
