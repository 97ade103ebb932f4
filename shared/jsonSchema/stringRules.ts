import { literal, repeat, type Rules } from "./gbnf.ts";
import { anyString, character } from "./jsonRules.ts";
import { constraints, countOf, keywordsOf, type Schema } from "./keywords.ts";
import { PatternRefused, patternRules } from "./patternRules.ts";
import { join, schemaError } from "./schemaError.ts";

const hex = "[0-9a-f]";
const date = '[1-2] [0-9] [0-9] [0-9] "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | [1] [0-9] | "2" [0-8])';
const time = '([0-1] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] "Z"';
const octet = '("25" [0-5] | "2" [0-4] [0-9] | "1" [0-9] [0-9] | [1-9]? [0-9])';
/** Not every value of each format, but only values of it. */
const formats: Record<string, string> = {
  date,
  time,
  "date-time": `${date} "T" ${time}`,
  uuid: `${hex}{8} "-" ${hex}{4} "-" "4" ${hex}{3} "-" [89ab] ${hex}{3} "-" ${hex}{12}`,
  ipv4: `${octet} "." ${octet} "." ${octet} "." ${octet}`,
  email: '[a-z0-9]{1,32} ([._+-] [a-z0-9]{1,16})? "@" [a-z] [a-z0-9]{0,30} "." [a-z]{2,10}',
};

/** A JSON text of this schema, quotes and all. */
export function stringRules(schema: Schema, path: string, rules: Rules): string {
  const { pattern, format } = schema;
  const least = countOf(schema, "minLength", path) ?? 0;
  const most = countOf(schema, "maxLength", path);
  for (const keyword of ["pattern", "format"]) {
    const beside = constraints(schema, ["type", keyword]).find((each) => keywordsOf.string.includes(each));
    if (schema[keyword] !== undefined && beside) throw schemaError(join(path, keyword), `it stands beside ${beside}, and only one of them can be kept`);
  }
  if (pattern !== undefined) return `${quote} ${patternOf(pattern, path, rules)} ${quote}`;
  if (format !== undefined) {
    const known = typeof format === "string" ? formats[format] : undefined;
    if (known === undefined) throw schemaError(join(path, "format"), `the format ${JSON.stringify(format)} is not known; ${Object.keys(formats).join(", ")} are`);
    return `${quote} ${known} ${quote}`;
  }
  if (least === 0 && most === undefined) return anyString(rules);
  if (most !== undefined && most < least) throw schemaError(join(path, "maxLength"), "it is less than minLength");
  return `${quote} (${lengthRules(least, most, rules)}) ${quote}`;
}

const quote = literal('"');

function patternOf(pattern: unknown, path: string, rules: Rules): string {
  if (typeof pattern !== "string") throw schemaError(join(path, "pattern"), "a text is needed");
  try {
    return patternRules(pattern, rules);
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error;
    throw schemaError(join(path, "pattern"), `of the regular expression ${JSON.stringify(pattern)}, ${error.message}`);
  }
}

/** Texts of `least` to `most` characters. A blank stands before another character only, so that no two follow each other. */
function lengthRules(least: number, most: number | undefined, rules: Rules): string {
  const letter = character(rules);
  // What is repeated is one name: llama.cpp counts the parts of it times the repetitions.
  const spaced = rules.shared("spaced", () => `" "? ${letter}`);
  if (most === undefined) return repeat(spaced, least, null);
  const pairs = Math.floor(most / 2);
  if (pairs < Math.max(1, least)) return repeat(letter, least, most);
  return `${repeat(spaced, least, pairs)} | ${repeat(letter, pairs + 1, most)}`;
}
