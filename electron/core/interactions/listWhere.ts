import { parseFilter } from "../../../shared/filter/parseFilter.ts";
import type { ListRequest } from "../../../shared/schemas/interaction.ts";
import { filterSql, type FilterClock, type SqlPart } from "./filterSql.ts";

/** The words of a search as full-text phrases: everything is literal, whatever it looks like. Null: there is no word in it. */
export function phrasesOf(text: string): string | null {
  const words = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word));
  return words.length === 0 ? null : words.map((word) => `"${word.toWellFormed().replaceAll("\0", " ").replaceAll('"', '""')}"`).join(" AND ");
}

/** A list's conditions as SQL over `interactions`. Throws `bad-filter`. */
export function listWhere({ filter, text, status }: Pick<ListRequest, "filter" | "text" | "status">, clock: FilterClock): SqlPart {
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
  const sought = text?.trim();
  if (sought) {
    const phrases = phrasesOf(sought);
    values["idFrom"] = sought.toWellFormed();
    values["idTo"] = `${sought.toWellFormed()}\u{10ffff}`;
    values["sought"] = sought.toWellFormed();
    const byId = "(id >= @idFrom AND id < @idTo)";
    if (phrases) {
      values["phrases"] = phrases;
      delete values["sought"];
      parts.push(`(key IN (SELECT rowid FROM interaction_text WHERE interaction_text MATCH @phrases) OR ${byId})`);
    } else parts.push(`(instr(input, @sought) > 0 OR instr(output, @sought) > 0 OR ${byId})`);
  }
  return { sql: parts.join(" AND ") || "1", values };
}
