import type { Fate, Ingested } from "../../../../shared/schemas/incoming.ts";
import type { Imported } from "../../../../shared/schemas/transfer.ts";
import { mostRejects, type ItemBatch } from "./itemBatch.ts";

type Counts = Pick<Imported, "imported" | "duplicates" | "rejected" | "rejects" | "spans" | "feedback" | "othersThere" | "zoneAssumed" | "records">;

const isNew = ({ fate }: Fate): boolean => fate === "stored" || fate === "completed";
const isThere = ({ fate }: Fate): boolean => fate === "duplicate";

/** Counts what became of a batch. */
export function tally(counts: Counts, { items, lines, rejects, rejected, place }: ItemBatch, fates: Ingested): void {
  const count = (all: Fate[], fits: (fate: Fate) => boolean) => all.filter(fits).length;
  counts.imported += count(fates.interactions, isNew);
  counts.duplicates += count(fates.interactions, isThere);
  counts.spans += count(fates.spans, isNew);
  counts.feedback += count(fates.feedback, isNew);
  counts.othersThere += count(fates.spans, isThere) + count(fates.feedback, isThere);
  counts.zoneAssumed += [...items.interactions, ...items.spans].filter(({ clockMark }) => clockMark === "zone-assumed").length;
  const refused = (["interactions", "spans", "feedback"] as const).flatMap((kind) => fates[kind].flatMap((each, index) => (each.fate === "rejected" ? [{ line: lines[kind][index]!, reason: each.reason }] : [])));
  counts.rejected += rejected + refused.length;
  const room = mostRejects - counts.rejects.length;
  if (room > 0) counts.rejects = [...counts.rejects, ...[...rejects, ...refused].sort((a, b) => a.line - b.line).slice(0, room)];
  counts.records = place.records;
}
