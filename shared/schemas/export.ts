import { z } from "zod";
import { Narrowing } from "./finding.ts";

/** What interactions can be written as. */
export const ExportFormat = z.enum(["tapedeck", "openai-chat", "openai-evals", "sharegpt", "alpaca", "dpo", "kto", "parquet", "csv"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** What is written, and how. */
export const ExportSelection = z.object({
  format: ExportFormat,
  /** Left out: every interaction. */
  ...Narrowing.shape,
  order: z.enum(["oldest", "newest"]).default("oldest"),
  /** Of a CSV: cells as they are, also where a spreadsheet would run them as formulas. */
  raw: z.boolean().default(false),
  /** Of `dpo` and `kto`: feedback of this value and above is good, below it bad. Left out: 0.5, and values below -1 or above 1 are not judged. */
  goodFrom: z.number().optional(),
});
export type ExportSelection = z.infer<typeof ExportSelection>;

export const ExportRequest = ExportSelection.extend({
  /** An absolute path on the core's machine: of a folder for `parquet`, else of a file. */
  path: z.string().min(1).max(32_768),
  /** Whether what stands there may be replaced. */
  force: z.boolean().default(false),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

/** What befell some of the interactions, how many, and the first 5 of them. */
export const ExportRemark = z.object({ what: z.string(), count: z.int(), ids: z.array(z.string()) });
export type ExportRemark = z.infer<typeof ExportRemark>;

const counts = {
  /** Interactions that were looked at. */
  interactions: z.int(),
  /** Lines, rows or pairs that were written; one interaction may give several, or none. */
  records: z.int(),
  /** Interactions that gave no record, by reason. */
  skipped: z.array(ExportRemark),
  /** Interactions of which the format can't hold everything, or that were changed for it, by what was done. */
  changed: z.array(ExportRemark),
};

/** What an export wrote. */
export const ExportDone = z.object({ path: z.string(), format: ExportFormat, files: z.int(), bytes: z.int(), ...counts });
export type ExportDone = z.infer<typeof ExportDone>;

/** The first records as they would be written (`lines`), each cut after 4,000 characters; the counts are of what was looked at for them. */
export const ExportSample = z.object({ lines: z.array(z.string()), ...counts });
export type ExportSample = z.infer<typeof ExportSample>;
