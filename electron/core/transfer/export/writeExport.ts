import type { ExportDone, ExportSample, ExportSelection } from "../../../../shared/schemas/export.ts";
import type { FilterClock } from "../../interactions/filterTimes.ts";
import { listWhere } from "../../interactions/listWhere.ts";
import { createExportMonths } from "./exportMonths.ts";
import { lineFormats, type Format } from "./formats.ts";
import { parquetColumns } from "./parquetColumns.ts";
import { writeParquetRow } from "./parquet.ts";
import { createRemarks } from "./remarks.ts";
import type { WriteContext } from "./selected.ts";
import { createSelection } from "./selectInteractions.ts";

export type ExportCounts = Pick<ExportDone, "interactions" | "records" | "skipped" | "changed">;
export type ExportWork = {
  logFolder: string;
  selection: ExportSelection;
  clock: FilterClock;
  /** The zone's name, for times that people read. */
  timeZone: string;
};
/** Called after each interaction; gives whether to go on. */
export type OnInteraction = (counts: { interactions: number; records: number }) => boolean;

/** Reads what is selected and gives it, record by record, to `add`, until the end or until `onInteraction` says to stop. Throws `bad-filter`, and what `add` throws. */
export function writeExport<Row>(work: ExportWork, { write, rest }: Format<Row>, add: (row: Row) => void, onInteraction: OnInteraction): ExportCounts {
  const { selection, clock, timeZone, logFolder } = work;
  const skipped = createRemarks();
  const changed = createRemarks();
  const months = createExportMonths(logFolder, (month) => skipped.add(`The month ${month} can't be read; its interactions are missing`, month));
  const selected = createSelection(months);
  const context: WriteContext = { raw: selection.raw, goodFrom: selection.goodFrom, timeZone, answersBeside: selected.answersBeside, spansOf: selected.spansOf };
  let interactions = 0;
  let records = 0;
  const counts = () => ({ interactions, records, skipped: skipped.list(), changed: changed.list() });
  try {
    for (const one of selected.each(listWhere(selection, clock), selection.order)) {
      const written = write(one, context);
      interactions++;
      if ("skipped" in written) skipped.add(written.skipped, one.interaction.id);
      else {
        for (const record of written.records) add(record);
        records += written.records.length;
        for (const what of written.changed ?? []) changed.add(what, one.interaction.id);
      }
      if (!onInteraction({ interactions, records })) return counts();
    }
    const isEverything = !selection.filter?.trim() && !selection.text?.trim() && !selection.status?.length;
    if (isEverything && rest) {
      for (const record of rest(selected)) {
        add(record);
        records++;
        if (!onInteraction({ interactions, records })) break;
      }
    }
    return counts();
  } finally {
    months.close();
  }
}

const sampledRecords = 3;
/** A filter that finds little is not looked through for a sample to the log's end. */
const sampledFrom = 2000;
const shownChars = 4000;

/** The first records as they would be written. */
export function sampleExport(work: ExportWork): ExportSample {
  const lines: string[] = [];
  const goesOn: OnInteraction = ({ interactions }) => lines.length < sampledRecords && interactions < sampledFrom;
  const { format } = work.selection;
  const counts =
    format === "parquet"
      ? writeExport(work, { write: writeParquetRow }, ({ cells }) => void lines.push(JSON.stringify(Object.fromEntries(parquetColumns.map(({ name }, index) => [name, cells[index]])))), goesOn)
      : writeExport(work, lineFormats[format], (line) => void lines.push(line), goesOn);
  return { ...counts, lines: lines.slice(0, sampledRecords).map((line) => (line.length > shownChars ? `${line.slice(0, shownChars)}…` : line)) };
}
