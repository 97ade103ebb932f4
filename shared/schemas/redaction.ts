import { z } from "zod";

/** What can be taken out of texts by itself. */
export const RedactionKind = z.enum(["email", "phone", "card", "iban", "ip", "ssn", "api-key", "jwt", "private-key", "bearer-token", "url-password"]);
export type RedactionKind = z.infer<typeof RedactionKind>;

/**
 * A rule of one's own. `pattern` is a regular expression that can be run in linear time: without look-around, without references to
 * groups, and with few counted repetitions. `replacement` stands instead of what matches; left out: `[NAME 1]`, `[NAME 2]`, ….
 */
export const RedactionRule = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, "A name holds small letters, digits and -"),
  pattern: z.string().min(1).max(1000),
  replacement: z.string().max(200).optional(),
});
export type RedactionRule = z.infer<typeof RedactionRule>;

/** What is taken out before anything is stored. Nothing, until somebody chooses it. */
export const Redaction = z.object({ kinds: z.array(RedactionKind).max(50), rules: z.array(RedactionRule).max(50) });
export type Redaction = z.infer<typeof Redaction>;
export const noRedaction: Redaction = { kinds: [], rules: [] };

/** How many different pieces were taken out, by kind or by a rule's name. */
export const Redactions = z.record(z.string(), z.int());
export type Redactions = z.infer<typeof Redactions>;

/** `redaction` left out: as it is set. */
export const TryRedaction = z.object({ text: z.string().max(1_000_000), redaction: Redaction.optional() });
export const TriedRedaction = z.object({ text: z.string(), counts: Redactions });
export type TriedRedaction = z.infer<typeof TriedRedaction>;
