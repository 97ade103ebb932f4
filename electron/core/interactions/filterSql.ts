import { filterFields, type FilterField } from "../../../shared/filter/fields.ts";
import type { Comparison, Filter, FilterTarget, FilterValue } from "../../../shared/filter/parseFilter.ts";
import { filterError } from "../../../shared/filter/tokens.ts";
import { Origin, Status } from "../../../shared/schemas/chat.ts";
import { filterTime, type FilterClock } from "./filterTimes.ts";
import { firstIdAt } from "./ids.ts";
import { joinedSql, type SqlPart } from "./sqlPart.ts";
import { wholeInputSql, wholeOutputSql } from "./wholeTexts.ts";

const columns: Record<FilterField, string> = {
  id: "id", createdAt: "created_at", status: "status", origin: "origin", model: "model", deployment: "deployment", session: "session", user: "user", tags: "tags",
  traceId: "trace_id", spanId: "span_id", parentSpanId: "parent_span_id", replayOf: "replay_of", input: wholeInputSql, output: wholeOutputSql,
  error: "json_extract(error, '$.message')", finishReason: "finish_reason",
  "usage.promptTokens": "prompt_tokens", "usage.completionTokens": "completion_tokens", "usage.cachedTokens": "cached_tokens",
  "timings.queueMs": "queue_ms", "timings.loadMs": "load_ms", "timings.promptMs": "prompt_ms", "timings.firstTokenMs": "first_token_ms",
  "timings.generationMs": "generation_ms", "timings.totalMs": "total_ms", "timings.tokensPerSecond": "tokens_per_second",
};
const closedFields: Partial<Record<FilterField, readonly string[]>> = { status: Status.options, origin: Origin.options };
const typeOf = (target: FilterTarget) => ("metadata" in target ? "metadata" : filterFields[target.field]);

/**
 * A parsed filter as a condition on a row of `interactions`. What is not known equals nothing, is not equal to everything, and is neither
 * less nor more than anything. Throws `bad-filter` for values that a field can't have.
 */
export function filterSql(filter: Filter, clock: FilterClock): SqlPart {
  const values: SqlPart["values"] = {};
  const bind = (value: string | number | bigint) => {
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
  const columnOf = (target: FilterTarget) => ("metadata" in target ? metadataSql(target.metadata) : columns[target.field]);

  const hasSql = (target: FilterTarget) => (typeOf(target) === "tags" ? "tags <> '[]'" : `coalesce(${columnOf(target)}, '') <> ''`);

  function compareSql(target: FilterTarget, comparison: Comparison, value: FilterValue): string {
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
    if (type === "metadata" && !value.isQuoted && /^-?\d+(\.\d+)?$/.test(value.text)) {
      // Metadata has no declared types: a number is compared with numbers as a number, and with texts as it is written.
      return orUnknown(comparison, `CASE typeof(${column}) WHEN 'text' THEN ${column} ${comparison} ${bind(value.text)} ELSE ${column} ${comparison} ${bind(numberOf(value))} END`);
    }
    return orUnknown(comparison, `${column} ${comparison} ${bind(type === "number" ? numberOf(value) : value.text)}`);
  }
  const orUnknown = (comparison: Comparison, sql: string) => (comparison === "!=" ? `coalesce(${sql}, 1)` : sql);

  /** Ids begin with the time, so the index of ids finds a span of time. */
  function timeSql(comparison: Comparison, value: FilterValue): string {
    const { from, to } = filterTime(value, clock);
    const since = (time: number) => `id >= ${bind(firstIdAt(time))}`;
    const until = (time: number) => `id < ${bind(firstIdAt(time))}`;
    if (comparison === "=") return `(${since(from)} AND ${until(to)})`;
    if (comparison === "!=") return `(${until(from)} OR ${since(to)})`;
    if (comparison === "<" || comparison === "<=") return until(comparison === "<" ? from : to);
    return since(comparison === ">" ? to : from);
  }

  function tagsSql(comparison: Comparison, value: FilterValue): string {
    const some = (test: string) => `EXISTS (SELECT 1 FROM json_each(tags) AS tag WHERE ${test})`;
    if (comparison === "=") return some(`tag.value = ${bind(value.text)}`);
    if (comparison === "!=") return `NOT ${some(`tag.value = ${bind(value.text)}`)}`;
    if (comparison === ":") return some(`instr(small_letters(tag.value), ${bind(value.text.toLowerCase())}) > 0`);
    throw filterError("Tags have no order", value.at, "Use =, != or : (contains).");
  }

  return { sql: sqlOf(filter), values };
}

/** Whole numbers of any length that SQLite holds are compared exactly; longer ones than 64 bits as a double. */
function numberOf({ text, at }: FilterValue): number | bigint {
  if (/^-?\d+$/.test(text)) {
    const whole = BigInt(text);
    return BigInt.asIntN(64, whole) === whole ? whole : Number(whole);
  }
  if (text.trim() === "" || Number.isNaN(Number(text))) throw filterError(`“${text}” is no number`, at);
  return Number(text);
}
