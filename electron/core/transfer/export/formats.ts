import type { ExportFormat } from "../../../../shared/schemas/export.ts";
import { writeAlpaca } from "./alpaca.ts";
import { csvHead, writeCsv } from "./csv.ts";
import { writeDpo } from "./dpo.ts";
import { writeKto } from "./kto.ts";
import { writeOpenAiChat } from "./openaiChat.ts";
import { writeOpenAiEvals } from "./openaiEvals.ts";
import type { WriteRecords } from "./selected.ts";
import { writeShareGpt } from "./sharegpt.ts";
import type { Selection } from "./selectInteractions.ts";
import { tapedeckRest, writeTapedeck } from "./tapedeckLines.ts";

/** `rest`: what belongs to no interaction, and is written behind them where everything is exported. */
export type Format<Row> = { write: WriteRecords<Row>; rest?: (selection: Selection) => Iterable<Row> };
/** A format of lines. `before`: what a file begins with; a spreadsheet takes UTF-8 for what it is only behind a byte-order mark. */
export type LineFormat = Format<string> & { end: string; before(raw: boolean): string };

const jsonLines = (write: WriteRecords<string>): LineFormat => ({ write, end: "\n", before: () => "" });

export const lineFormats: Record<Exclude<ExportFormat, "parquet">, LineFormat> = {
  "tapedeck": { ...jsonLines(writeTapedeck), rest: tapedeckRest },
  "openai-chat": jsonLines(writeOpenAiChat),
  "openai-evals": jsonLines(writeOpenAiEvals),
  "sharegpt": jsonLines(writeShareGpt),
  "alpaca": jsonLines(writeAlpaca),
  "dpo": jsonLines(writeDpo),
  "kto": jsonLines(writeKto),
  "csv": { write: writeCsv, end: "\r\n", before: (raw) => `${raw ? "" : "\ufeff"}${csvHead}\r\n` },
};
