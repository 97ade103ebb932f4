import { z } from "zod";
import { Failure } from "./interaction.ts";
import { Job } from "./job.ts";

/** What a file of interactions may be. */
export const ImportFormat = z.enum(["tapedeck", "openai-jsonl", "openai-stored", "langfuse", "phoenix", "langsmith", "sharegpt", "otlp-json", "chatgpt", "openwebui", "csv"]);
export type ImportFormat = z.infer<typeof ImportFormat>;

/** What a CSV's column can become; `metadata.KEY` is one entry of the metadata. */
export const csvFields = ["id", "createdAt", "model", "system", "input", "output", "session", "user", "tags", "status", "promptTokens", "completionTokens", "totalMs", "metadata"] as const;
export type CsvField = (typeof csvFields)[number];

/** Where a column goes: a field, `metadata.KEY`, or `ignore`, which keeps it out. */
export const ColumnTarget = z.union([z.enum(csvFields), z.templateLiteral(["metadata.", z.string().min(1).max(200)]), z.literal("ignore")]);
export type ColumnTarget = z.infer<typeof ColumnTarget>;

/** `utc`, `local` (the core's machine), or a name such as `Europe/Berlin`: the zone of times that name none. */
export const ImportZone = z.string().min(1).max(100);

export const TransferRequest = z.object({
  /** An absolute path on the core's machine. */
  path: z.string().min(1).max(32_768),
  /** Left out: found by the content. */
  format: ImportFormat.optional(),
  /** Of a CSV: column names to what they are here. */
  map: z.record(z.string().min(1).max(1000), ColumnTarget).optional(),
  timeZone: ImportZone.optional(),
});
export type TransferRequest = z.infer<typeof TransferRequest>;

/** Why a record was not taken in. `line` is 1-based in a file of lines; in one JSON document it is the record's 0-based index. */
export const Reject = z.object({ line: z.int(), reason: z.string() });
export type Reject = z.infer<typeof Reject>;

/** One item as it would be stored; texts are previews of at most 300 characters. */
export const PreviewRow = z.object({
  line: z.int(),
  kind: z.enum(["interaction", "span", "feedback"]),
  createdAt: z.number(),
  name: z.string().nullable(),
  status: z.string(),
  model: z.string().nullable(),
  session: z.string().nullable(),
  user: z.string().nullable(),
  input: z.string(),
  output: z.string(),
  promptTokens: z.int().nullable(),
  completionTokens: z.int().nullable(),
  totalMs: z.number().nullable(),
  /** That the time is odd, and how: see `ClockMark`; or that it is the file's, because the record names none. */
  clockMark: z.string().nullable(),
});
export type PreviewRow = z.infer<typeof PreviewRow>;

export const PreviewColumn = z.object({ name: z.string(), target: ColumnTarget, sample: z.string() });
export type PreviewColumn = z.infer<typeof PreviewColumn>;

/** What an import of a file would do, seen at its beginning. */
export const TransferPreview = z.object({
  path: z.string(),
  sizeBytes: z.int(),
  format: ImportFormat,
  /** One sentence: what in the file says so, or that it was chosen. */
  why: z.string(),
  rows: z.array(PreviewRow),
  rejects: z.array(Reject),
  /** Of a CSV. */
  columns: z.array(PreviewColumn).nullable(),
  /** How many records the file has: counted where it was read to its end, else worked out from the size of the first ones. */
  records: z.object({ count: z.int(), isEstimate: z.boolean() }),
  /** Set where times name no zone: how many of those seen, and which zone is taken. */
  zone: z.object({ timesWithoutZone: z.int(), timeZone: z.string() }).nullable(),
});
export type TransferPreview = z.infer<typeof TransferPreview>;

/** What an import has done so far, or in all. `rejects` are the first 100. */
export const Imported = z.object({
  jobId: z.string(),
  state: Job.shape.state,
  path: z.string(),
  format: ImportFormat,
  why: z.string(),
  /** Interactions that are new, or whose end came with this file. */
  imported: z.int(),
  /** Interactions that were there. */
  duplicates: z.int(),
  rejected: z.int(),
  rejects: z.array(Reject),
  /** Other spans, and feedback, that are new. */
  spans: z.int(),
  feedback: z.int(),
  /** Spans and feedback that were there. */
  othersThere: z.int(),
  /** Interactions and spans whose time names no zone, so that the chosen one was taken. */
  zoneAssumed: z.int(),
  /** Records read: what was imported and rejected, and what was there, comes from them. */
  records: z.int(),
  /** Where it went on, in bytes, after an import of the same file that was cut short; null: from the start. */
  resumedAtBytes: z.int().nullable(),
  error: Failure.nullable(),
});
export type Imported = z.infer<typeof Imported>;
