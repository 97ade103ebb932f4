import type { IncomingFeedback, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";

/** One interaction of an export, with all that belongs to it. */
export type Selected = {
  interaction: Interaction;
  /** Reads the bytes that its request came as. */
  raw(): Uint8Array | null;
  /** Reads the record that it came as from elsewhere. */
  original(): Uint8Array | null;
  /** Oldest first. */
  feedback: IncomingFeedback[];
};

/** What a format takes beside the interaction itself. */
export type WriteContext = {
  /** See `ExportSelection`. */
  raw: boolean;
  goodFrom: number | undefined;
  /** The zone of a CSV's local times, as `Europe/Berlin`. */
  timeZone: string;
  /** Answers to the same messages of which something was said, newest first, without itself. */
  answersBeside(selected: Selected): Iterable<Selected>;
  /** Spans of the interaction's trace, where no interaction before brought them. */
  spansOf(selected: Selected): Iterable<IncomingSpan>;
};

/**
 * What becomes of one interaction: records, with what had to be `changed` for them, or the reason why there is none. Reasons are
 * few and the same for many interactions: they are counted.
 */
export type Written<Row> = { records: Row[]; changed?: string[] } | { skipped: string };

/** A format as a pure function. `Row` is a line without its end, or a row of a table. */
export type WriteRecords<Row> = (selected: Selected, context: WriteContext) => Written<Row>;
