import type { Fate, Ingested } from "../../../../shared/schemas/incoming.ts";
import type { Chunk } from "./decodeChunks.ts";

const mostReasons = 5;
const maxReasons = 1000;

/** Counts what became of a request's spans, and says in one text why some were not kept. */
export function createTally() {
  let stored = 0;
  let duplicates = 0;
  let rejectedSpans = 0;
  let rejectedFeedback = 0;
  const reasons = new Map<string, { count: number; first: string }>();

  function reject(said: string, name: string): void {
    const reason = said.replace(/\.$/, "");
    const known = reasons.get(reason);
    if (known) known.count++;
    else if (reasons.size < maxReasons) reasons.set(reason, { count: 1, first: name });
  }

  function countSpans(items: { name: string }[], fates: Fate[]): void {
    for (const [place, fate] of fates.entries()) {
      if (fate.fate === "duplicate") duplicates++;
      else if (fate.fate !== "rejected") stored++;
      else {
        rejectedSpans++;
        reject(fate.reason, items[place]!.name);
      }
    }
  }

  return {
    add({ batch, refused }: Chunk, fates: Ingested): void {
      countSpans(batch.interactions.map(({ metadata, spanId }) => ({ name: typeof metadata?.["span.name"] === "string" ? metadata["span.name"] : String(spanId) })), fates.interactions);
      countSpans(batch.spans, fates.spans);
      for (const [place, fate] of fates.feedback.entries()) {
        if (fate.fate !== "rejected") continue;
        rejectedFeedback++;
        reject(fate.reason, batch.feedback[place]!.name);
      }
      rejectedSpans += refused.length;
      for (const { reason, name } of refused) reject(reason, name);
    },
    counts: () => ({ stored, duplicates, rejectedSpans }),
    /** Null: everything was kept. */
    message(): string | null {
      if (rejectedSpans + rejectedFeedback === 0) return null;
      const what = [rejectedSpans > 0 && counted(rejectedSpans, "span"), rejectedFeedback > 0 && counted(rejectedFeedback, "evaluation")].filter(Boolean).join(" and ");
      const shown = [...reasons].slice(0, mostReasons).map(([reason, { count, first }]) => `${count}: ${reason} (first: ${JSON.stringify(first)})`);
      const more = reasons.size > mostReasons ? "; and other reasons" : "";
      return `${what} could not be kept. ${shown.join("; ")}${more}.`;
    },
  };
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
