import type { Fate, Ingested } from "../../../../shared/schemas/incoming.ts";
import type { Imported } from "../../../../shared/schemas/transfer.ts";
import { mostRejects, type ItemBatch } from "./itemBatch.ts";

type Counts = Pick<Imported, "imported" | "duplicates" | "rejected" | "rejects" | "spans" | "feedback" | "records">;

const isNew = ({ fate }: Fate): boolean => fate === "stored" || fate === "completed";

/** Counts what became of a batch. `duplicates` are of interactions; spans and feedback that were there are not counted. */
export function tally(counts: Counts, { lines, rejects, rejected, place }: ItemBatch, fates: Ingested): void {
  counts.imported += fates.interactions.filter(isNew).length;
  counts.duplicates += fates.interactions.filter(({ fate }) => fate === "duplicate").length;
  counts.spans += fates.spans.filter(isNew).length;
  counts.feedback += fates.feedback.filter(isNew).length;
  const refused = (["interactions", "spans", "feedback"] as const).flatMap((kind) => fates[kind].flatMap((each, index) => (each.fate === "rejected" ? [{ line: lines[kind][index]!, reason: each.reason }] : [])));
  counts.rejected += rejected + refused.length;
  const room = mostRejects - counts.rejects.length;
  if (room > 0) counts.rejects = [...counts.rejects, ...[...rejects, ...refused].sort((a, b) => a.line - b.line).slice(0, room)];
  counts.records = place.records;
}
