import type { ExportDone, ExportSample, ExportSelection } from "../../../../shared/schemas/export.ts";
import type { FilterClock } from "../../interactions/filter/filterTimes.ts";
import { isEverything, listWhere } from "../../interactions/filter/listWhere.ts";
import type { CheckWanted } from "../../interactions/search/slices.ts";
import { createExportMonths } from "./exportMonths.ts";
import { lineFormats, type Format } from "./formats.ts";
import { parquetColumns } from "./parquetColumns.ts";
import { writeParquetRow, type ParquetRow } from "./parquet.ts";
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
type Steps<Row> = {
  add(row: Row): void;
  /** Called after each interaction, with how many there were; gives whether to go on. */
  goesOn(interactions: number): boolean;
  /** Asked in the middle of a long search too: throws what ends it. */
  checkWanted: CheckWanted;
};

/** Reads what is selected and gives it away, record by record. Throws `bad-filter`, and what the steps throw. */
export function writeExport<Row>(work: ExportWork, { write, rest }: Format<Row>, { add, goesOn, checkWanted }: Steps<Row>): ExportCounts {
  const { selection, clock, timeZone, logFolder } = work;
  const skipped = createRemarks();
  const changed = createRemarks();
  const months = createExportMonths(logFolder, (month, why) => skipped.add(`The month ${month} ${why}`, month));
  const selected = createSelection(months, checkWanted);
  const where = listWhere(selection, clock);
  const context: WriteContext = { raw: selection.raw, goodFrom: selection.goodFrom, timeZone, answersBeside: selected.answersBeside, spansOf: selected.spansOf };
  let interactions = 0;
  let records = 0;
  const counts = () => ({ interactions, records, skipped: skipped.list(), changed: changed.list() });
  try {
    for (const one of selected.each(where, `${selection.order}-first`)) {
      const written = write(one, context);
      interactions++;
      if ("skipped" in written) skipped.add(written.skipped, one.interaction.id);
      else {
        for (const record of written.records) add(record);
        records += written.records.length;
        for (const what of written.changed ?? []) changed.add(what, one.interaction.id);
      }
      if (!goesOn(interactions)) return counts();
    }
    if (rest && isEverything(where)) {
      for (const record of rest(selected)) {
        add(record);
        records++;
        if (!goesOn(interactions)) break;
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
export function sampleExport(work: ExportWork, checkWanted: CheckWanted): ExportSample {
  const lines: string[] = [];
  const stepsTo = <Row>(add: (row: Row) => void) => ({ add, checkWanted, goesOn: (interactions: number) => lines.length < sampledRecords && interactions < sampledFrom });
  const { format } = work.selection;
  const counts =
    format === "parquet"
      ? writeExport(work, { write: writeParquetRow }, stepsTo((row) => lines.push(rowText(row))))
      : writeExport(work, lineFormats[format], stepsTo((line) => lines.push(line)));
  return { ...counts, lines: lines.slice(0, sampledRecords).map((line) => (line.length > shownChars ? `${line.slice(0, shownChars)}…` : line)) };
}

const rowText = ({ cells }: ParquetRow): string => JSON.stringify(Object.fromEntries(parquetColumns.map(({ name }, index) => [name, cells[index]])));
