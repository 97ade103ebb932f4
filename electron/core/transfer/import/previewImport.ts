import type { IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { PreviewRow, Reject, TransferPreview, TransferRequest } from "../../../../shared/schemas/transfer.ts";
import { previewColumns } from "../formats/csv/previewColumns.ts";
import type { ItemBatch } from "./itemBatch.ts";
import { openImport } from "./openImport.ts";
import { beginning } from "./openRecords.ts";
import { readItems } from "./readItems.ts";

const mostRows = 20;
const mostRejects = 20;
/** More records tell nothing new about how long a record is. */
const enoughRecords = 2000;
const previewChars = 300;

/** What an import would do, seen at the file's first megabytes. Throws as `openImport`, and for a CSV as `columnTargets`. */
export async function previewImport(request: TransferRequest, now: number): Promise<TransferPreview> {
  const opened = await openImport(request);
  const { source, head, detected, times, sizeBytes, modifiedMs } = opened;
  try {
    const rows: PreviewRow[] = [];
    const rejects: Reject[] = [];
    let seen = { records: 0, fileBytes: 0 };
    const isAll = head.sizeBytes >= source.sizeBytes;
    for await (const batch of readItems({ source: head, detected, map: request.map, times, fileTime: modifiedMs, now, from: beginning })) {
      rows.push(...rowsOf(batch));
      rejects.push(...batch.rejects);
      seen = { records: batch.place.records, fileBytes: batch.fileBytes };
      if (!isAll && seen.records >= enoughRecords) break;
    }
    // The last one is cut off by the end of what was looked at, not by the file's.
    if (!isAll && rejects.at(-1)?.line === seen.records) rejects.pop();
    const count = isAll || seen.fileBytes === 0 ? seen.records : Math.round((seen.records * sizeBytes) / seen.fileBytes);
    return {
      path: request.path, sizeBytes, format: detected.format, why: detected.why,
      rows: rows.slice(0, mostRows), rejects: rejects.slice(0, mostRejects),
      columns: detected.layout.layout === "table" ? await previewColumns(head, detected.layout.delimiter, request.map) : null,
      records: { count, isEstimate: !isAll },
      zone: times.withoutZone() > 0 ? { timesWithoutZone: times.withoutZone(), timeZone: times.timeZone } : null,
    };
  } finally {
    await opened.close();
  }
}

function rowsOf({ items, lines }: ItemBatch): PreviewRow[] {
  const rows = [...items.interactions.map((item, index) => rowOf(item, lines.interactions[index]!)), ...items.spans.map((item, index) => spanRow(item, lines.spans[index]!))];
  return rows.sort((a, b) => a.line - b.line);
}

function rowOf({ createdAt, status, model, session, user, request, output, usage, timings, clockMark, toolCalls, metadata }: IncomingInteraction, line: number): PreviewRow {
  const asked = request.messages.findLast(({ role }) => role === "user") ?? request.messages.at(-1);
  const answered = output || (toolCalls ?? []).map(({ name, arguments: text }) => `${name}(${text})`).join(" ");
  return { line, kind: "interaction", createdAt, name: null, status, model, session, user, input: short(asked?.content ?? ""), output: short(answered), promptTokens: usage.promptTokens, completionTokens: usage.completionTokens, totalMs: timings.totalMs, clockMark: clockMark ?? (metadata?.["createdAtFrom"] === "file" ? "the file's" : null) };
}

function spanRow({ startedAt, name, kind, status, session, user, input, output, durationMs, clockMark }: IncomingSpan, line: number): PreviewRow {
  return { line, kind: "span", createdAt: startedAt, name: `${name} (${kind})`, status, model: null, session, user, input: short(input ?? ""), output: short(output ?? ""), promptTokens: null, completionTokens: null, totalMs: durationMs, clockMark };
}

const short = (text: string): string => text.slice(0, previewChars);
