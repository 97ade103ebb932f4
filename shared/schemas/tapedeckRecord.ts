import { z } from "zod";
import { IncomingFeedback, IncomingSpan } from "./incoming.ts";
import { Interaction } from "./interaction.ts";

/** Bytes in JSON: text where they are UTF-8 through and through, else base64. */
export const RawBytes = z.union([z.object({ utf8: z.string() }), z.object({ base64: z.base64() })]);
export type RawBytes = z.infer<typeof RawBytes>;

/**
 * One line of a `tapedeck` file (JSON Lines, UTF-8; NUL and lone surrogates stay escaped, as `JSON.stringify` writes them). Spans and
 * feedback name what they belong to, so lines may stand in any order. `tapedeck` is the format's version; fields may be added.
 */
export const TapedeckRecord = z.discriminatedUnion("type", [
  z.object({
    tapedeck: z.literal(1),
    type: z.literal("interaction"),
    /** All that was recorded, its id included, by which it is known again. */
    interaction: Interaction,
    metadata: z.record(z.string(), z.unknown()).nullable().default(null),
    /** What the model thought before it answered, where that came apart. */
    reasoning: z.string().nullable().default(null),
    /** The bytes that the request came as; null: `interaction.request` says it all. */
    raw: RawBytes.nullable().default(null),
    /** The record that it came as from elsewhere, byte for byte. */
    original: RawBytes.nullable().default(null),
  }),
  z.object({ tapedeck: z.literal(1), type: z.literal("span"), span: IncomingSpan }),
  z.object({ tapedeck: z.literal(1), type: z.literal("feedback"), feedback: IncomingFeedback }),
]);
export type TapedeckRecord = z.infer<typeof TapedeckRecord>;
/** As it is written. */
export type NewTapedeckRecord = z.input<typeof TapedeckRecord>;
