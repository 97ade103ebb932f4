import { csvFields, type CsvField } from "../../../../shared/schemas/transfer.ts";
import { csvCell, harmless } from "./csvCell.ts";
import { metadataOf } from "./metadataOf.ts";
import type { Selected, WriteRecords } from "./selected.ts";
import { localTime } from "./localTime.ts";

/** The columns of CSV in, and behind them the time as the chosen zone's clocks show it, with that zone's name. */
const columns = [...csvFields, "localTime", "timeZone"] as const;

/** The first line: the names of the columns. */
export const csvHead: string = columns.join(",");

/** One row a line, ended by the writer. `createdAt` is exact, in UTC. */
export const writeCsv: WriteRecords<string> = (selected, { raw, timeZone }) => {
  const { createdAt } = selected.interaction;
  const cells: Record<CsvField, string> = cellsOf(selected);
  const times = { localTime: localTime(createdAt, timeZone), timeZone };
  const changed = leftOut(selected);
  let isHarmless = false;
  let isReplaced = false;
  const line = columns.map((column) => {
    const text = column in times ? times[column as keyof typeof times] : cells[column as CsvField];
    const safe = raw ? text : harmless(text);
    const whole = safe.toWellFormed();
    isHarmless ||= safe !== text;
    isReplaced ||= whole !== safe;
    return csvCell(whole);
  });
  if (isHarmless) changed.push("Cells that a spreadsheet would run as formulas begin with an apostrophe (--raw writes them as they are)");
  if (isReplaced) changed.push("Halves of characters, which UTF-8 can't hold, became \ufffd");
  return { records: [line.join(",")], changed };
};

function cellsOf({ interaction }: Selected): Record<CsvField, string> {
  const metadata = metadataOf(interaction);
  const { id, createdAt, model, request, input, output, session, user, tags, status, usage, timings } = interaction;
  return {
    id,
    createdAt: isoTime(createdAt),
    model: model ?? "",
    system: request.messages.filter(({ role }) => role === "system").map(({ content }) => content).join("\n\n"),
    input,
    output,
    session: session ?? "",
    user: user ?? "",
    tags: tags.some((tag) => /[,;[\]]/.test(tag)) ? JSON.stringify(tags) : tags.join(", "),
    status,
    promptTokens: numberCell(usage.promptTokens),
    completionTokens: numberCell(usage.completionTokens),
    totalMs: numberCell(timings.totalMs),
    metadata: metadata === null ? "" : JSON.stringify(metadata),
  };
}

const numberCell = (value: number | null): string => (value === null ? "" : String(value));

/** Years beyond 9999 have a sign and six digits in ISO 8601. */
const isoTime = (time: number): string => (Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time));

function leftOut({ interaction: { request, toolCalls, reasoning }, feedback }: Selected): string[] {
  const changed: string[] = [];
  if (request.messages.filter(({ role }) => role !== "system").length > 1) changed.push("Of a conversation only the last question is in the table");
  if (toolCalls?.length || request.tools?.length) changed.push("Tools and their calls are left out");
  if (reasoning) changed.push("What the model thought before it answered is left out");
  if (feedback.length > 0) changed.push("Feedback is left out");
  return changed;
}
