import type { IncomingFeedback, IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { ImportFormat } from "../../../../shared/schemas/transfer.ts";
import type { Envelope } from "./records/sourceRecord.ts";
import type { Times } from "./times.ts";

/** What a record of a file gives the log, or why a piece of it can't be taken in. */
export type Item = { interaction: IncomingInteraction } | { span: IncomingSpan } | { feedback: IncomingFeedback } | { reject: string };

/** What is known about a record beside its value. */
export type RecordContext = {
  /** Its bytes as they stand in the file. */
  bytes: Buffer;
  envelope: Envelope | null;
  times: Times;
  /** When the file was written last: the time of records that say none. Epoch milliseconds. */
  fileTime: number;
  /** The clock of this machine. */
  now: number;
};

/** Reads the records of one file, in their order. `end` gives what could not be told before the last one. */
export type RecordReader = {
  read(value: unknown, context: RecordContext): Iterable<Item>;
  end?(): Iterable<Item>;
};

export type Format = {
  name: ImportFormat;
  /** Members of a document's object whose elements are its records. */
  lists: readonly string[];
  start(): RecordReader;
};
