import type { z } from "zod";
import type { Finding as FindingSchema } from "../../../../shared/schemas/model.ts";

type Finding = z.infer<typeof FindingSchema>;
export type MarkedLine = { text: string; finding: Finding | null };
const rank = { info: 0, caution: 1, danger: 2 };

/** The lines that a finding speaks of: "line 12" by number, else every line that holds a piece of the template that it quotes. */
export function markedLines(template: string, findings: readonly Finding[]): MarkedLine[] {
  const lines = template.split("\n");
  const places = findings.map((finding) => ({ finding, ...placeOf(`${finding.what} ${finding.why}`) }));
  return lines.map((text, index) => {
    const hits = places.filter(({ numbers, quotes }) => numbers.includes(index + 1) || quotes.some((quote) => text.includes(quote)));
    return { text, finding: hits.map(({ finding }) => finding).sort((a, b) => rank[b.severity] - rank[a.severity])[0] ?? null };
  });
}

function placeOf(words: string): { numbers: number[]; quotes: string[] } {
  const numbers = [...words.matchAll(/\blines? (\d+)/gi)].map(([, number]) => Number(number));
  const quotes = [...words.matchAll(/[`“"]([^`”"]{4,200})[`”"]/g)].map(([, quote]) => quote!.replace(/…$/, "")).filter((quote) => quote.length >= 4);
  return { numbers, quotes };
}
