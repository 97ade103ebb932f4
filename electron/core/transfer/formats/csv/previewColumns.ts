import { parse } from "csv-parse/sync";
import type { PreviewColumn, TransferRequest } from "../../../../../shared/schemas/transfer.ts";
import type { Source } from "../records/source.ts";
import { columnTargets } from "./columnTargets.ts";

const sampleChars = 200;
const lookedAtRows = 20;

/** A table's columns, what each becomes, and the first thing that stands in it. Throws as `columnTargets`. */
export async function previewColumns(head: Source, delimiter: string, map: TransferRequest["map"]): Promise<PreviewColumn[]> {
  let text = "";
  for await (const chunk of head.read(0)) {
    text = chunk.toString("utf8");
    break;
  }
  // Its last row may be cut off in the middle of a quote.
  const rows = parse(text, { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, skip_records_with_error: true, to: lookedAtRows + 1 });
  const [names = [], ...others] = rows;
  const targets = columnTargets(names, map);
  return names.map((name, index) => ({ name, target: targets[index]!, sample: (others.map((row) => row[index] ?? "").find((cell) => cell !== "") ?? "").slice(0, sampleChars) }));
}
