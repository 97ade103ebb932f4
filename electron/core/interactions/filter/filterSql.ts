import { filterFields, type FilterField } from "../../../../shared/filter/fields.ts";
import type { Comparison, Filter, FilterTarget, FilterValue } from "../../../../shared/filter/parseFilter.ts";
import { filterError } from "../../../../shared/filter/tokens.ts";
import { Origin, Status } from "../../../../shared/schemas/chat.ts";
import { ClockMark } from "../../../../shared/schemas/clockMark.ts";
import { feedbackSql, hasFeedbackSql } from "./feedbackSql.ts";
import { isNumber, numberOf } from "./filterNumbers.ts";
import { filterTime, type FilterClock } from "./filterTimes.ts";
import { firstIdAt } from "../ids.ts";
import { allIds, bothSpans, type IdSpan } from "./idSpan.ts";
import { indexedWalk, type Walk } from "../search/walk.ts";
import { joinedSql, type Bind, type SqlPart } from "./sqlPart.ts";
import { wholeInputSql, wholeOutputSql, wholeReasoningSql } from "../bodies/wholeTexts.ts";

const columns: Record<FilterField, string> = {
  id: "id", createdAt: "created_at", status: "status", origin: "origin", model: "model", deployment: "deployment", session: "session", user: "user", tags: "tags",
  traceId: "trace_id", spanId: "span_id", parentSpanId: "parent_span_id", replayOf: "replay_of", input: wholeInputSql, output: wholeOutputSql,
  error: "json_extract(error, '$.message')", errorCode: "error_code", finishReason: "finish_reason", reasoning: wholeReasoningSql, source: "source", sourceId: "source_id", clockMark: "clock_mark",
  "usage.promptTokens": "prompt_tokens", "usage.completionTokens": "completion_tokens", "usage.cachedTokens": "cached_tokens",
  "timings.queueMs": "queue_ms", "timings.loadMs": "load_ms", "timings.promptMs": "prompt_ms", "timings.firstTokenMs": "first_token_ms",
  "timings.generationMs": "generation_ms", "timings.totalMs": "total_ms", "timings.tokensPerSecond": "tokens_per_second",
};
const closedFields: Partial<Record<FilterField, readonly string[]>> = { status: Status.options, origin: Origin.options, clockMark: ClockMark.options };
const typeOf = (target: FilterTarget) => ("field" in target ? filterFields[target.field] : "metadata");

/** A filter as SQL; besides the ids outside of which nothing meets it, and the index that walks to what meets it (null: none does). */
export type FilterSql = SqlPart & { ids: IdSpan; walk: Walk | null };

/**
 * A parsed filter as a condition on a row of `interactions`. What is not known equals nothing, is not equal to everything, and is neither
 * less nor more than anything. Throws `bad-filter` for values that a field can't have.
 */
export function filterSql(filter: Filter, clock: FilterClock): FilterSql {
  const values: SqlPart["values"] = {};
  const bind: Bind = (value) => {
    const name = `f${Object.keys(values).length}`;
    values[name] = value;
    return `@${name}`;
  };

  const sqlOf = (part: Filter): string => {
    if ("parts" in part) return joinedSql(part.parts.map(sqlOf), part.kind === "and" ? "AND" : "OR");
    if (part.kind === "not") return `NOT coalesce(${sqlOf(part.part)}, 0)`;
    if (part.kind === "has") return hasSql(part.target);
    if (part.kind === "in") return joinedSql(part.values.map((value) => compareSql(part.target, "=", value)), "OR");
    return compareSql(part.target, part.comparison, part.value);
  };

  /** JSON's own true and false as the words that one writes; numbers stay numbers, texts texts. */
  function metadataSql(key: string): string {
    const path = bind(`$.${JSON.stringify(key)}`);
    return `CASE json_type(metadata, ${path}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE metadata ->> ${path} END`;
  }
  const columnOf = (target: Exclude<FilterTarget, { feedback: string }>) => ("metadata" in target ? metadataSql(target.metadata) : columns[target.field]);

  function hasSql(target: FilterTarget): string {
    if ("feedback" in target) return hasFeedbackSql(target.feedback, bind);
    return typeOf(target) === "tags" ? "tags <> '[]'" : `coalesce(${columnOf(target)}, '') <> ''`;
  }

  function compareSql(target: FilterTarget, comparison: Comparison, value: FilterValue): string {
    if ("feedback" in target) return feedbackSql(target.feedback, comparison, value, bind);
    const type = typeOf(target);
    if (type === "tags") return tagsSql(comparison, value);
    if (comparison === ":") {
      if (type === "number" || type === "time") throw filterError("Only text can contain something", value.at, "Compare numbers and times with =, <, <=, > or >=.");
      return `instr(small_letters(${columnOf(target)}), ${bind(value.text.toLowerCase())}) > 0`;
    }
    if (type === "time") return timeSql(comparison, value);
    const known = "field" in target ? closedFields[target.field] : undefined;
    if (known && !known.includes(value.text)) throw filterError(`“${value.text}” is none of ${known.join(", ")}`, value.at);
    const column = columnOf(target);
    if (type === "metadata" && isNumber(value)) {
      // Metadata has no declared types: a number is compared with numbers as a number, and with texts as it is written.
      return orUnknown(comparison, `CASE typeof(${column}) WHEN 'text' THEN ${column} ${comparison} ${bind(value.text)} ELSE ${column} ${comparison} ${bind(numberOf(value))} END`);
    }
    const isDuration = "field" in target && target.field.endsWith("Ms");
    return orUnknown(comparison, `${column} ${comparison} ${bind(type === "number" ? numberOf(value, isDuration) : value.text)}`);
  }
  const orUnknown = (comparison: Comparison, sql: string) => (comparison === "!=" ? `coalesce(${sql}, 1)` : sql);

  /** Ids begin with the time, so the index of ids finds a span of time. What a clock dated ahead is no news since any time that has come. */
  function timeSql(comparison: Comparison, value: FilterValue): string {
    const { from, to } = filterTime(value, clock);
    const since = (time: number) => `id >= ${bind(firstIdAt(time))}`;
    const until = (time: number) => `id < ${bind(firstIdAt(time))}`;
    if (comparison === "=") return `(${since(from)} AND ${until(to)})`;
    if (comparison === "!=") return `(${until(from)} OR ${since(to)})`;
    if (comparison === "<" || comparison === "<=") return until(comparison === "<" ? from : to);
    return from > clock.now ? since(comparison === ">" ? to : from) : `(${since(comparison === ">" ? to : from)} AND clock_mark IS NOT 'future')`;
  }

  function tagsSql(comparison: Comparison, value: FilterValue): string {
    const some = (test: string) => `EXISTS (SELECT 1 FROM json_each(tags) AS tag WHERE ${test})`;
    if (comparison === "=") return some(`tag.value = ${bind(value.text)}`);
    if (comparison === "!=") return `NOT ${some(`tag.value = ${bind(value.text)}`)}`;
    if (comparison === ":") return some(`instr(small_letters(tag.value), ${bind(value.text.toLowerCase())}) > 0`);
    throw filterError("Tags have no order", value.at, "Use =, != or : (contains).");
  }

  /** What must be met in any case. */
  const musts = filter.kind === "and" ? filter.parts : [filter];
  const equals = musts.flatMap((part) => (part.kind === "compare" && part.comparison === "=" && "field" in part.target ? [{ field: part.target.field, text: part.value.text, valueName: "" }] : []));
  const sql = sqlOf(filter);
  return { sql, ids: idsOf(musts, clock), walk: indexedWalk(equals.map((equal) => ({ ...equal, valueName: bind(equal.text) }))), values };
}

function idsOf(musts: Filter[], clock: FilterClock): IdSpan {
  return musts.reduce<IdSpan>((span, part) => {
    if (part.kind !== "compare" || !("field" in part.target) || part.target.field !== "createdAt" || part.comparison === "!=" || part.comparison === ":") return span;
    const { from, to } = filterTime(part.value, clock);
    if (part.comparison === "=") return bothSpans(span, { from: firstIdAt(from), to: firstIdAt(to) });
    if (part.comparison === "<" || part.comparison === "<=") return bothSpans(span, { ...allIds, to: firstIdAt(part.comparison === "<" ? from : to) });
    return bothSpans(span, { ...allIds, from: firstIdAt(part.comparison === ">" ? to : from) });
  }, allIds);
}
