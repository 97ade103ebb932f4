import { z } from "zod";
import { Status } from "../../../../../shared/schemas/chat.ts";
import type { CsvField } from "../../../../../shared/schemas/transfer.ts";
import { readAnswer } from "../../spans/readAnswer.ts";
import { readConversation } from "../../spans/readConversation.ts";
import { fieldsOf, type Fields } from "../../spans/shapes.ts";
import { callOf } from "../callOf.ts";
import type { Format, Item, RecordContext } from "../item.ts";
import type { CsvRow } from "./readCsv.ts";

/** A table with a first line of names: one interaction a row. The rows come with what each column is (`CsvRow`). */
export const csv: Format = { name: "csv", lists: [], start: () => ({ read: (value, context) => [itemOf(value as CsvRow, context)] }) };

const Count = z.string().regex(/^\d{1,15}$/).transform(Number);
const Tags = z.array(z.string());

function itemOf({ cells }: CsvRow, context: RecordContext): Item {
  const by = (field: CsvField) => cells.find(({ target }) => target === field)?.text || undefined;
  const bad: string[] = [];
  const number = (field: CsvField) => {
    const text = by(field)?.trim();
    if (!text) return null;
    const value = field === "totalMs" ? Number(text) : Count.safeParse(text).data ?? NaN;
    if (!Number.isFinite(value) || value < 0) bad.push(`${field} "${text.slice(0, 50)}" is no ${field === "totalMs" ? "number" : "whole number"}`);
    return value;
  };
  const usage = { promptTokens: number("promptTokens"), completionTokens: number("completionTokens") };
  const timings = { totalMs: number("totalMs") };
  const createdText = by("createdAt");
  const createdAt = createdText ? context.times.read(createdText) : null;
  if (createdText && !createdAt) bad.push(`createdAt "${createdText.slice(0, 50)}" is no time`);
  const status = Status.safeParse(by("status")?.trim().toLowerCase() || "ok");
  if (!status.success) bad.push(`status "${by("status")!.slice(0, 50)}" is none of ${Status.options.join(", ")}`);
  const metadata = readMetadata(by("metadata"));
  if (typeof metadata === "string") bad.push(metadata);
  if (!by("input") && !by("output") && !by("system")) bad.push("it has neither input nor output");
  if (bad.length > 0) return { reject: bad.join("; ") };

  const system = by("system");
  const isEnded = status.data !== "running";
  return {
    interaction: callOf({
      source: "csv", id: by("id") ?? null, raw: context.bytes, createdAt, usage, timings, model: by("model"), session: by("session"), user: by("user"), tags: tagsOf(by("tags")),
      messages: [...(system ? [{ role: "system" as const, content: system }] : []), ...(readConversation(by("input"))?.messages ?? [{ role: "user" as const, content: "" }])],
      answer: readAnswer(by("output")),
      // A table holds what is over: nothing in it is still running.
      status: isEnded ? status.data! : "interrupted",
      error: status.data === "failed" ? { code: "failed", message: "The table says no more than that it failed." } : null,
      metadata: { ...(metadata as Fields), ...Object.fromEntries(cells.flatMap(({ target, text }) => (target.startsWith("metadata.") && text !== "" ? [[target.slice("metadata.".length), text]] : []))) },
    }, context),
  };
}

/** JSON of an object, or why it is none. */
function readMetadata(text: string | undefined): Fields | string {
  if (!text) return {};
  try {
    return fieldsOf(JSON.parse(text)) ?? "metadata is no JSON object";
  } catch {
    return "metadata is no JSON";
  }
}

function tagsOf(text: string | undefined): string[] {
  if (!text) return [];
  if (text.startsWith("[")) {
    try {
      return Tags.parse(JSON.parse(text));
    } catch {
      // Then its brackets are part of a name.
    }
  }
  return text.split(/[,;]/).map((tag) => tag.trim()).filter(Boolean);
}
