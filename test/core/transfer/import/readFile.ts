import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IncomingFeedback, IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { Reject, TransferRequest } from "../../../../shared/schemas/transfer.ts";
import { openImport } from "../../../../electron/core/transfer/import/openImport.ts";
import { beginning, type Place } from "../../../../electron/core/transfer/import/openRecords.ts";
import { readItems } from "../../../../electron/core/transfer/import/readItems.ts";
import { tempFolder } from "../../../helpers/tempFolder.ts";

export type ReadFile = { format: string; why: string; interactions: IncomingInteraction[]; spans: IncomingSpan[]; feedback: IncomingFeedback[]; rejects: Reject[]; lines: number[]; records: number; places: Place[]; withoutZone: number };

/** The clock of these tests. */
export const now = Date.UTC(2026, 10, 25);

/** Everything that an import of a file would give the log. */
export async function readFile(path: string, request: Partial<TransferRequest> & { from?: Place } = {}): Promise<ReadFile> {
  const opened = await openImport({ path, ...request });
  const all: ReadFile = { format: opened.detected.format, why: opened.detected.why, interactions: [], spans: [], feedback: [], rejects: [], lines: [], records: 0, places: [], withoutZone: 0 };
  try {
    for await (const { items, lines, rejects, place } of readItems({ ...opened, map: request.map, fileTime: opened.modifiedMs, now, from: request.from ?? beginning })) {
      all.interactions.push(...items.interactions);
      all.spans.push(...items.spans);
      all.feedback.push(...items.feedback);
      all.rejects.push(...rejects);
      all.lines.push(...lines.interactions);
      all.records = place.records;
      all.places.push(place);
    }
  } finally {
    await opened.close();
  }
  all.withoutZone = opened.times.withoutZone();
  return all;
}

/** As `readFile`, of content. */
export function readContent(content: string | Uint8Array, request: Partial<TransferRequest> & { from?: Place } = {}): Promise<ReadFile> {
  const path = join(tempFolder(), "file");
  writeFileSync(path, content);
  return readFile(path, request);
}

/** Records one a line. */
export const lines = (...records: unknown[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join("");
