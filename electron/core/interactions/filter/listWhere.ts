import { parseFilter } from "../../../../shared/filter/parseFilter.ts";
import type { Narrowing, TextPart } from "../../../../shared/schemas/finding.ts";
import { filterSql } from "./filterSql.ts";
import type { FilterClock } from "./filterTimes.ts";
import { allIds, bothSpans, type IdSpan } from "./idSpan.ts";
import { phrasesOf, type Phrases } from "./phrases.ts";
import { allRows, indexedWalk, type Walk } from "../search/walk.ts";
import type { SqlPart } from "./sqlPart.ts";
import { wholeInputSql, wholeOutputSql } from "../bodies/wholeTexts.ts";

/** What is asked for: a condition on rows, phrases for full text besides, the ids that it can be found among, and the way to walk there. */
export type ListWhere = SqlPart & { phrases: Phrases | null; ids: IdSpan; walk: Walk };

const errorSql = "coalesce(json_extract(error, '$.message'), '')";
const partSql: Record<TextPart, string> = { input: wholeInputSql, output: wholeOutputSql, error: errorSql };

/** What a list is narrowed to, as conditions on rows of `interactions`. Throws `bad-filter`. */
export function listWhere({ filter, text, textIn, status }: Narrowing, clock: FilterClock): ListWhere {
  const parts: string[] = [];
  const values: SqlPart["values"] = {};
  let ids = allIds;
  let walk: Walk | null = null;
  if (filter?.trim()) {
    const part = filterSql(parseFilter(filter), clock);
    parts.push(`(${part.sql})`);
    Object.assign(values, part.values);
    ({ ids, walk } = part);
  }
  if (status && status.length > 0) {
    parts.push(`status IN (${status.map((each, index) => ((values[`s${index}`] = each), `@s${index}`)).join(", ")})`);
    if (status.length === 1) walk ??= indexedWalk([{ field: "status", text: status[0]!, valueName: "@s0" }]);
  }
  const sought = text?.trim() ?? "";
  let phrases = sought === "" ? null : phrasesOf(sought, textIn);
  if (/^int_[0-9a-z]+$/i.test(sought)) {
    // An id of ours, or its beginning, is looked up, whatever else the words stand in.
    ids = bothSpans(ids, { from: sought.toLowerCase(), to: `${sought.toLowerCase()}~` });
    phrases = null;
  } else if (sought !== "" && !phrases) {
    values["sought"] = sought;
    parts.push(`(${(textIn ? [textIn] : (["input", "output", "error"] as const)).map((part) => `instr(${partSql[part]}, @sought) > 0`).join(" OR ")})`);
  }
  return { sql: parts.join(" AND ") || "1", values, phrases, ids, walk: walk ?? allRows };
}

/** Whether everything is asked for. */
export const isEverything = ({ sql, phrases, ids }: ListWhere): boolean => sql === "1" && phrases === null && ids === allIds;
