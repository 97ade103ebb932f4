import { filterFields, type FilterField } from "../../../shared/filter/fields.ts";
import type { Comparison, Filter, FilterTarget, FilterValue } from "../../../shared/filter/parseFilter.ts";
import { filterError } from "../../../shared/filter/tokens.ts";
import { filterTime } from "./filterTimes.ts";

export type SqlPart = { sql: string; values: Record<string, string | number | bigint> };
export type FilterClock = { now: number; timeZone: "local" | "utc" };

const columns: Record<FilterField, string> = {
  id: "id", createdAt: "created_at", status: "status", origin: "origin", model: "model", deployment: "deployment", session: "session", user: "user", tags: "tags",
  traceId: "trace_id", spanId: "span_id", parentSpanId: "parent_span_id", replayOf: "replay_of", input: "input", output: "output",
  error: "json_extract(error, '$.message')", finishReason: "finish_reason",
  "usage.promptTokens": "prompt_tokens", "usage.completionTokens": "completion_tokens", "usage.cachedTokens": "cached_tokens",
  "timings.queueMs": "queue_ms", "timings.loadMs": "load_ms", "timings.promptMs": "prompt_ms", "timings.firstTokenMs": "first_token_ms",
  "timings.generationMs": "generation_ms", "timings.totalMs": "total_ms", "timings.tokensPerSecond": "tokens_per_second",
};

/** A parsed filter as a condition on a row of `interactions`, every value a named parameter. A comparison with what is not known is not true. */
export function filterSql(filter: Filter, clock: FilterClock): SqlPart {
  const values: SqlPart["values"] = {};
  const bind = (value: string | number | bigint) => {
    const name = `f${Object.keys(values).length}`;
    values[name] = value;
    return `@${name}`;
  };

  const sqlOf = (part: Filter): string => {
    if ("parts" in part) return `(${part.parts.map(sqlOf).join(` ${part.kind.toUpperCase()} `)})`;
    if (part.kind === "not") return `NOT coalesce(${sqlOf(part.part)}, 0)`;
    if (part.kind === "has") return hasSql(part.target);
    if (part.kind === "in") return `(${part.values.map((value) => compareSql(part.target, "=", value)).join(" OR ")})`;
    return compareSql(part.target, part.comparison, part.value);
  };

  const typeOf = (target: FilterTarget) => ("metadata" in target ? "text" : filterFields[target.field]);
  const metadataPath = (key: string) => bind(`$.${JSON.stringify(key)}`);
  const columnOf = (target: FilterTarget) => ("metadata" in target ? `metadata ->> ${metadataPath(target.metadata)}` : columns[target.field]);

  function hasSql(target: FilterTarget): string {
    if (typeOf(target) === "tags") return "tags <> '[]'";
    return `(${columnOf(target)} IS NOT NULL AND ${columnOf(target)} <> '')`;
  }

  function compareSql(target: FilterTarget, comparison: Comparison, value: FilterValue): string {
    const type = typeOf(target);
    if (type === "tags") return tagsSql(comparison, value);
    if (comparison === ":") {
      if (type !== "text") throw filterError("Only text can contain something", value.at, "Compare numbers and times with =, <, <=, > or >=.");
      return `instr(lower(${columnOf(target)}), lower(${bind(value.text)})) > 0`;
    }
    const right = type === "number" ? numberOf(value) : type === "time" ? filterTime(value, clock.now, clock.timeZone) : value.text;
    const column = columnOf(target);
    // JSON's own numbers compare as numbers, whatever their length; its texts as texts.
    if ("metadata" in target && !value.isQuoted && /^-?\d+(\.\d+)?$/.test(value.text)) return `(${column} ${comparison} ${bind(numberOf(value))} AND typeof(${column}) IN ('integer', 'real')) OR ${column} ${comparison} ${bind(value.text)} AND typeof(${column}) = 'text'`;
    if (comparison === "!=") return `coalesce(${column} <> ${bind(right)}, 1)`;
    return `${column} ${comparison} ${bind(right)}`;
  }

  function tagsSql(comparison: Comparison, value: FilterValue): string {
    if (comparison === "=") return `EXISTS (SELECT 1 FROM json_each(tags) AS tag WHERE tag.value = ${bind(value.text)})`;
    if (comparison === "!=") return `NOT EXISTS (SELECT 1 FROM json_each(tags) AS tag WHERE tag.value = ${bind(value.text)})`;
    if (comparison === ":") return `EXISTS (SELECT 1 FROM json_each(tags) AS tag WHERE instr(lower(tag.value), lower(${bind(value.text)})) > 0)`;
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
