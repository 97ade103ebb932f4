import { z } from "zod";

/** What of a database takes space. `free`: pages that the next rows fill. */
export const SizePart = z.enum(["rows", "bodies", "full-text", "indexes", "spans", "feedback", "other", "free"]);
export type SizePart = z.infer<typeof SizePart>;

/** `isEstimate`: too large to be counted through now; shared out as in the months that were. */
export const FileSize = z.object({
  /** From the data folder, with `/`. */
  path: z.string(),
  /** `2026-11` of a month of the log, else null. */
  month: z.string().nullable(),
  sizeBytes: z.number(),
  /** The write-ahead log beside it, and why it is large; null: it is not. */
  walBytes: z.number(),
  walCause: z.string().nullable(),
  parts: z.array(z.object({ part: SizePart, bytes: z.number() })),
  isEstimate: z.boolean(),
});
export type FileSize = z.infer<typeof FileSize>;

/** `otherBytes`: models and everything else in the data folder that is no database. */
export const Sizes = z.object({ files: z.array(FileSize), totalBytes: z.number(), otherBytes: z.number(), freeDiskBytes: z.number() });
export type Sizes = z.infer<typeof Sizes>;
