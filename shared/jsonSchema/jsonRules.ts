import type { Rules } from "./gbnf.ts";

/**
 * Rules of JSON itself (RFC 8259). Between tokens stands at most one blank, and in a text at most three in a row: a model that is not sure
 * what comes next would else write blanks up to its limit. Escapes by number are left out, for two of them may be one character.
 */
export const blank = '" "?';

const letter = '[!#-[\\]-~\\xA0-\\uD7FF\\uE000-\\uFFFC\\U00010000-\\U0010FFFF]';

/** One character of a text, no blank. */
export const character = (rules: Rules): string => rules.shared("char", () => `${letter} | "\\\\" ["\\\\/bfnrt]`);
const blanks = (rules: Rules): string => rules.shared("blanks", () => '" " (" " " "?)?');

export const anyString = (rules: Rules): string => rules.shared("string", () => `"\\"" ${blanks(rules)}? (${character(rules)} ${blanks(rules)}?)* "\\""`);

export const anyNumber = (rules: Rules): string => rules.shared("number", () => `"-"? ${digits} ("." [0-9]{1,15})? ([eE] [+-]? [1-9] [0-9]?)?`);
export const anyInteger = (rules: Rules): string => rules.shared("integer", () => `"-"? ${digits}`);
const digits = '("0" | [1-9] [0-9]{0,14})';

export const anyObject = (rules: Rules): string => rules.shared("object", () => mapOf(rules, anyValue(rules)));
export const anyArray = (rules: Rules): string => rules.shared("array", () => `"[" (${anyValue(rules)} ("," ${blank} ${anyValue(rules)})*)? "]"`);
export const anyValue = (rules: Rules): string => rules.shared("value", () => [anyString(rules), anyNumber(rules), '"true"', '"false"', '"null"', anyObject(rules), anyArray(rules)].join(" | "));

/** An object of any names, each with `value`; at most `most` of them (null: without end). */
export function mapOf(rules: Rules, value: string, most: number | null = null): string {
  const entry = `${anyString(rules)} ":" ${blank} ${value}`;
  if (most === 0) return '"{}"';
  return `"{" (${entry} ${rules.add(`"," ${blank} ${entry}`)}${most === null ? "*" : `{0,${most - 1}}`})? "}"`;
}
