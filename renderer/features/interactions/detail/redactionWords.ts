import type { Redactions } from "../../../../shared/schemas/redaction.ts";
import { formatNoun } from "../../../format.ts";

/** What was taken out, in words: 2 emails, 1 card. */
export function redactionWords(redactions: Redactions): string {
  return Object.entries(redactions)
    .map(([kind, count]) => formatNoun(count, kind.replaceAll("-", " ")))
    .join(", ");
}
