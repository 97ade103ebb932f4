import { z } from "zod";
import type { Failure } from "../errors.ts";

/** A stream sends at most this much unasked; then its producer waits until the reader asks for more. */
export const windowItems = 64;
export const windowChars = 1024 * 1024;
/** Streams that one port may hold open; more is a fault of the asking side. */
export const maxOpenAsks = 1024;

/** What the asking side sends. */
export const AskFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ask"), id: z.int().nonnegative(), service: z.string(), method: z.string(), input: z.unknown() }),
  z.object({ type: z.literal("cancel"), id: z.int().nonnegative() }),
  z.object({ type: z.literal("more"), id: z.int().nonnegative(), n: z.int().positive() }),
]);
export type AskFrame = z.infer<typeof AskFrame>;

/** What the serving side sends. A call answers with one `end`; a stream with `item`s and an `end` without value. */
export type ServeFrame =
  | { type: "item"; id: number; value: unknown }
  | { type: "end"; id: number; value?: unknown }
  | { type: "fail"; id: number; error: Failure };
