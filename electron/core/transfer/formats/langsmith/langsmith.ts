import { fieldsOf, firstText, listOf } from "../../spans/shapes.ts";
import type { Format, Item, RecordContext } from "../item.ts";
import { spanItems } from "../spanItems.ts";
import { runSpan } from "./runSpan.ts";

/** LangSmith's runs, as one list or one a line; child runs in a run are read too. */
export const langsmith: Format = { name: "langsmith", lists: ["runs", "data"], start: () => ({ read: (value, context) => runItems(value, context, context.bytes, null) }) };

const deepest = 100;

function* runItems(value: unknown, context: RecordContext, raw: Uint8Array, around: { traceId: string; runId: string } | null, depth = 0): Generator<Item> {
  const run = fieldsOf(value);
  if (!run) return yield { reject: "it is no JSON object" };
  if (depth > deepest) return yield { reject: `its child runs lie more than ${deepest} deep` };
  const span = runSpan(run, context.times, around);
  if (typeof span === "string") return yield { reject: span };
  yield* spanItems(span, { source: "langsmith", raw, isAssumed: span.isAssumed }, context);
  yield* feedbackOf(run, span, context);
  for (const child of listOf(run["child_runs"]) ?? []) yield* runItems(child, context, Buffer.from(JSON.stringify(child)), { traceId: span.traceId, runId: span.spanId }, depth + 1);
}

/** `feedback_stats` are averages: `{"correctness": {"n": 1, "avg": 0.5}}`. Those of one value are that value; others stay as metadata. */
function* feedbackOf(run: Record<string, unknown>, { traceId, spanId }: { traceId: string; spanId: string }, { times, fileTime }: RecordContext): Generator<Item> {
  for (const [name, stats] of Object.entries(fieldsOf(run["feedback_stats"]) ?? {})) {
    const { n, avg, comments } = (fieldsOf(stats) ?? {}) as Record<string, unknown>;
    if (n !== 1 || typeof avg !== "number") continue;
    const comment = firstText(listOf(comments)?.[0]) ?? null;
    yield { feedback: { sourceId: `langsmith:${spanId}:${name}`.slice(0, 500), of: { traceId, spanId }, createdAt: times.read(run["end_time"])?.at ?? fileTime, name: name.slice(0, 200) || "feedback", value: avg, label: null, comment, correction: null, annotator: null } };
  }
}
