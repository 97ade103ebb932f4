import type { Queries } from "./queries.ts";

export type ValueCount = { value: string; count: number | null };

/** The fields whose values are gathered, and where. */
const counted: Record<string, string> = { status: "status", origin: "origin", model: "model", deployment: "deployment", finishReason: "finish_reason", errorCode: "error_code" };
const indexed: Record<string, { table: string; column: string }> = {
  user: { table: "interactions", column: "user" },
  session: { table: "interactions", column: "session" },
  traceId: { table: "interactions", column: "trace_id" },
  tags: { table: "interaction_tags", column: "tag" },
};

/** The next value of an indexed column, without a look at the rows between. */
export const nextValueSql = ({ table, column }: { table: string; column: string }): string => `SELECT min(${column}) FROM ${table} WHERE ${column} > @after`;

/** Values of one month that begin with a prefix, for completion. */
export function createMonthValues(queries: Queries) {
  return {
    valuesOf(field: string, prefix: string, limit: number): ValueCount[] {
      const column = counted[field];
      if (column) {
        return queries.rows<ValueCount>(`SELECT ${column} AS value, sum(rows) AS count FROM tallies WHERE ${column} <> '' AND instr(small_letters(${column}), @sought) > 0 GROUP BY 1 HAVING sum(rows) > 0`, { sought: prefix.toLowerCase() });
      }
      if (field.startsWith("feedback.")) return [];
      if (field === "feedback") return namesFrom(`SELECT min(name) FROM feedback WHERE name > @after`, prefix, limit);
      const index = indexed[field];
      return index ? namesFrom(nextValueSql(index), prefix, limit) : [];
    },
  };

  function namesFrom(sql: string, prefix: string, limit: number): ValueCount[] {
    const values: ValueCount[] = [];
    // Before the prefix itself, and behind whatever sorts before it.
    for (let after = prefix === "" ? "" : before(prefix); values.length < limit; ) {
      const value = queries.value<string | null>(sql, { after });
      if (value === null || value === undefined || (prefix !== "" && !value.startsWith(prefix))) return values;
      values.push({ value, count: null });
      after = value;
    }
    return values;
  }
}

/** A text that sorts just before every text that begins with `prefix`. */
function before(prefix: string): string {
  const last = prefix.charCodeAt(prefix.length - 1);
  return last === 0 ? prefix.slice(0, -1) : `${prefix.slice(0, -1)}${String.fromCharCode(last - 1)}\u{10ffff}`;
}
