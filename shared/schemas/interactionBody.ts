import { z } from "zod";

/**
 * What is stored of an interaction beside its row: `request` the bytes as they came, `answer` and `record` as Tapedeck keeps them, `raw`
 * the record of another program that it was imported from.
 */
export const BodyName = z.enum(["request", "answer", "record", "prompt", "raw"]);
export type BodyName = z.infer<typeof BodyName>;
export const BodyRequest = z.object({ id: z.string().min(1).max(200), body: BodyName });

/** A piece of a body; `sizeBytes` is of the whole. */
export const BodyChunk = z.object({ text: z.string(), sizeBytes: z.int() });
export type BodyChunk = z.infer<typeof BodyChunk>;
