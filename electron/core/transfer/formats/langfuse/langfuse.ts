import type { MappedSpan } from "../../spans/mapSpan.ts";
import { asText, unwrapJson } from "../../spans/parseJson.ts";
import { fieldsOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";
import type { Format, Item, RecordContext, RecordReader } from "../item.ts";
import { spanItems } from "../spanItems.ts";
import { camelNames } from "./camelNames.ts";
import { observationSpan, type LangfuseTrace } from "./observation.ts";
import { scoreItem, scoreItems } from "./scores.ts";

/**
 * What Langfuse exports: `{"trace", "observations"}`, traces with their observations in them, or observations, traces and scores of its
 * API, its tables and its blob storage, as one list or one a line. What a trace itself says is kept with its root observation.
 */
export const langfuse: Format = { name: "langfuse", lists: ["observations", "data", "traces"], start };

const noTrace: LangfuseTrace = { id: null, fields: {} };

function start(): RecordReader {
  /** The trace of a document whose observations are its records; `isKept`: a root observation took in what it says. */
  let open: { trace: LangfuseTrace; context: RecordContext; isKept: boolean } | null = null;

  return {
    *read(value, context) {
      const record = fieldsOf(value);
      if (!record) return yield { reject: "it is no JSON object" };
      const members = context.envelope?.list === "observations" ? context.envelope.members : {};
      const around = "trace" in members || "id" in members ? traceOf(fieldsOf(members["trace"]) ?? members) : noTrace;
      if (around.id && open?.trace.id !== around.id) {
        yield* this.end!();
        open = { trace: around, context, isKept: false };
        yield* scoreItems(around.fields["scores"] ?? members["scores"], around.id, context);
      }
      const isKept = yield* recordItems(camelNames(record), around, context);
      if (isKept && open) open.isKept = true;
    },
    *end() {
      if (open && !open.isKept) yield traceItem(open.trace, open.context);
      open = null;
    },
  };
}

/** Gives whether a root observation took in what the trace around it says. */
function* recordItems(record: Fields, around: LangfuseTrace, context: RecordContext): Generator<Item, boolean> {
  const nested = listOf(unwrapJson(record["observations"]))?.filter((each) => typeof each === "object");
  if (nested && (nested.length > 0 || record["trace"])) return yield* traceItems(traceOf(fieldsOf(record["trace"]) ?? record), nested, context);
  if (record["startTime"] !== undefined && (record["traceId"] || around.id)) return yield* observationItems(record, around, context, context.bytes);
  if (record["name"] !== undefined && record["traceId"] && ("value" in record || "stringValue" in record)) yield scoreItem(record, around.id, context);
  else if (firstText(record["id"]) && record["timestamp"]) yield* traceItems(traceOf(record), [], context);
  else yield { reject: "it is no trace, observation or score of Langfuse" };
  return false;
}

function* traceItems(trace: LangfuseTrace, observations: unknown[], context: RecordContext): Generator<Item, boolean> {
  let isKept = false;
  for (const observation of observations) {
    const fields = fieldsOf(observation);
    if (!fields) yield { reject: "an observation is no JSON object" };
    else isKept = (yield* observationItems(camelNames(fields), trace, context, Buffer.from(JSON.stringify(fields)))) || isKept;
  }
  yield* scoreItems(trace.fields["scores"], trace.id, context);
  if (!isKept) yield traceItem(trace, context);
  return false;
}

function* observationItems(fields: Fields, trace: LangfuseTrace, context: RecordContext, raw: Uint8Array): Generator<Item, boolean> {
  const span = observationSpan(fields, trace, context.times);
  if (typeof span === "string") {
    yield { reject: span };
    return false;
  }
  const isRoot = span.parentSpanId === null;
  const about = isRoot ? aboutTrace(trace) : {};
  yield* spanItems({ ...span, more: { ...span.more, ...about } }, { source: "langfuse", raw, isAssumed: span.isAssumed }, context);
  return isRoot;
}

const inItsPlace = new Set(["id", "userId", "sessionId", "tags"]);
/** Observations are read each for itself, unless a list names no more than their ids; scores say more than feedback has places for. */
const isReadApart = (name: string, value: unknown): boolean => name === "observations" && !listOf(value)?.some((each) => typeof each === "string");

function aboutTrace({ fields }: LangfuseTrace): Fields {
  const rest = Object.entries(fields).filter(([name, value]) => !inItsPlace.has(name) && !isReadApart(name, value) && value !== null && value !== "");
  return rest.length > 0 ? { trace: Object.fromEntries(rest) } : {};
}

/** A trace that has no root observation stands as a span of its own, so that what it says is not lost. */
function traceItem(trace: LangfuseTrace, { times, fileTime, now }: RecordContext): Item {
  const { fields, id } = trace;
  const time = times.read(fields["timestamp"]);
  const text = (value: unknown) => (value === null || value === undefined || value === "" ? null : asText(value));
  const durationMs = typeof fields["latency"] === "number" ? fields["latency"] * 1000 : 0;
  const startedAt = time?.at ?? fileTime;
  const span: Extract<MappedSpan, { span: unknown }>["span"] = {
    traceId: id!.slice(0, 200), spanId: id!.slice(0, 200), parentSpanId: null, name: (firstText(fields["name"]) ?? "trace").slice(0, 1000), kind: "chain", startedAt, durationMs,
    clockMark: startedAt > now ? "future" : time?.isAssumed ? "zone-assumed" : null, status: "unset", statusMessage: null,
    session: firstText(fields["sessionId"])?.slice(0, 500) ?? null, user: firstText(fields["userId"])?.slice(0, 500) ?? null,
    input: text(fields["input"]), output: text(fields["output"]), attributes: aboutTrace({ id, fields: { ...fields, input: null, output: null } }), events: [],
  };
  return { span };
}

const traceOf = (value: Fields): LangfuseTrace => {
  const fields = camelNames(value);
  return { id: firstText(fields["id"], fields["traceId"]) ?? null, fields };
};
