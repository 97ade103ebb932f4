/** Where records of an export go. Nothing is seen at its place before `finish`. What the methods throw, the file system said. */
export type Sink<Row> = {
  add(row: Row): void;
  /** Puts the whole under its name. */
  finish(): { files: number; bytes: number };
  /** Takes away what was written. */
  discard(): void;
};
