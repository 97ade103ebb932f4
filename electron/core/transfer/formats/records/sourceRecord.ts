/** One record of a file before it is understood: the bytes between two line ends, two commas of a list, or two rows of a table. */
export type SourceRecord = {
  /** 1-based line, or 0-based index in a JSON document. */
  line: number;
  /** Where the next record may begin: an offset of the `Source`. */
  endByte: number;
  /** What the document says beside the list that the record stands in, by member. */
  envelope: Envelope | null;
} & ({ bytes: Buffer } | { reject: string });

export type Envelope = { list: string; members: Record<string, unknown> };

/** One record is held in memory at a time, several times over. */
export const maxRecordBytes = 64 * 1024 * 1024;

export const tooLong = `it is longer than ${maxRecordBytes / 1024 / 1024} MiB, which is the most that one record may have`;
export const cutOff = "the file ends in the middle of it: it was cut off";
export const notUtf8 = "it is not valid UTF-8";
