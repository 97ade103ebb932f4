import { parseFilter } from "../../../shared/filter/parseFilter.ts";
import type { ListRequest } from "../../../shared/schemas/interaction.ts";
import { filterSql } from "./filterSql.ts";
import type { FilterClock } from "./filterTimes.ts";
import { phrasesOf } from "./phrases.ts";
import type { SqlPart } from "./sqlPart.ts";
import { wholeInputSql, wholeOutputSql } from "./wholeTexts.ts";

/** What a list asks for: a condition on rows, and phrases for full text besides. */
export type ListWhere = SqlPart & { phrases: string | null };

/** A list's request as conditions on rows of `interactions`. Throws `bad-filter`. */
export function listWhere({ filter, text, status }: Pick<ListRequest, "filter" | "text" | "status">, clock: FilterClock): ListWhere {
  const parts: string[] = [];
  const values: SqlPart["values"] = {};
  if (filter?.trim()) {
    const part = filterSql(parseFilter(filter), clock);
    parts.push(`(${part.sql})`);
    Object.assign(values, part.values);
  }
  if (status && status.length > 0) {
    parts.push(`status IN (${status.map((each, index) => ((values[`s${index}`] = each), `@s${index}`)).join(", ")})`);
  }
  const sought = text?.trim() ?? "";
  const phrases = sought === "" ? null : phrasesOf(sought);
  if (/^int_[0-9a-z]+$/i.test(sought)) {
    // An id of ours, or its beginning, is looked up, whatever else the words stand in.
    values["idFrom"] = sought.toLowerCase();
    values["idTo"] = `${sought.toLowerCase()}~`;
    parts.push("id >= @idFrom AND id < @idTo");
    return { sql: parts.join(" AND "), values, phrases: null };
  }
  if (sought !== "" && !phrases) {
    values["sought"] = sought;
    parts.push(`(instr(${wholeInputSql}, @sought) > 0 OR instr(${wholeOutputSql}, @sought) > 0)`);
  }
  return { sql: parts.join(" AND ") || "1", values, phrases };
}
