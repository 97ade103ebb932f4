import type { IncomingFeedback } from "../../../../../shared/schemas/incoming.ts";
import { asText, unwrapJson } from "../../spans/parseJson.ts";
import { fieldsOf, firstOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";
import type { Item, RecordContext } from "../item.ts";

/** Langfuse's scores as feedback of the observation, or the trace, that they stand on. `traceId`: where a score does not say. Lists of its API may name them by their ids alone. */
export function scoreItems(scores: unknown, traceId: string | null, context: RecordContext): Item[] {
  return (listOf(unwrapJson(scores)) ?? []).filter((score) => typeof score !== "string").map((score) => scoreItem(fieldsOf(score) ?? {}, traceId, context));
}

export function scoreItem(score: Fields, traceId: string | null, { times, fileTime }: RecordContext): Item {
  const of = firstText(score["traceId"], score["trace_id"], traceId);
  if (!of) return { reject: `score ${firstText(score["id"], score["name"]) ?? ""} has no \`traceId\`` };
  const value = score["value"];
  const comment = firstText(score["comment"]);
  const feedback: IncomingFeedback = {
    sourceId: firstText(score["id"])?.slice(0, 500) ?? null,
    of: { traceId: of.slice(0, 200), spanId: firstText(score["observationId"], score["observation_id"])?.slice(0, 200) ?? null },
    createdAt: times.read(firstOf(score["timestamp"], score["createdAt"], score["created_at"]))?.at ?? fileTime,
    name: (firstText(score["name"]) ?? "score").slice(0, 200),
    value: typeof value === "number" && Number.isFinite(value) ? value : null,
    label: (firstText(score["stringValue"], score["string_value"]) ?? (typeof value === "number" || value === null || value === undefined ? null : asText(value)))?.slice(0, 1000) ?? null,
    comment: comment?.slice(0, 100_000) ?? null,
    correction: null,
    annotator: firstText(score["authorUserId"], score["author_user_id"], score["source"])?.slice(0, 500) ?? null,
  };
  return { feedback };
}
