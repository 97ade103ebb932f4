import type { Filter } from "../../../../../shared/filter/parseFilter.ts";
import { bracketed, filterParts, joinParts, quoted, targetText } from "./filterParts.ts";

const bare = /^[\p{L}_][\p{L}\p{N}_./-]*$/u;
const words = new Set(["and", "or", "not", "has", "in"]);
const written = (value: string) => (bare.test(value) && !words.has(value.toLowerCase()) ? value : quoted(value));

/** The values that a part lets through, where it is about this field alone; null in them: rows without it. */
function valuesOfPart(part: Filter, field: string): (string | null)[] | null {
  if (part.kind === "compare" && part.comparison === "=" && targetText(part.target) === field) return [part.value.text];
  if (part.kind === "in" && targetText(part.target) === field) return part.values.map(({ text }) => text);
  if (part.kind === "not" && part.part.kind === "has" && targetText(part.part.target) === field) return [null];
  return null;
}

/** The values of a field that a filter lets through; empty: all. */
export function facetValues(filter: string, field: string): (string | null)[] {
  for (const part of filterParts(filter) ?? []) {
    const values = valuesOfPart(part, field);
    if (values) return values;
  }
  return [];
}

/** A filter with a value of a field let through besides those that are, or no longer. */
export function toggleFacet(filter: string, field: string, value: string | null): string {
  const parts = filterParts(filter);
  if (!parts) return filter;
  const at = parts.findIndex((part) => valuesOfPart(part, field) !== null);
  const before = at < 0 ? [] : valuesOfPart(parts[at]!, field)!;
  const isOff = before.includes(value);
  // Rows without the field can't be asked for together with rows of a value in one word.
  const after = isOff ? before.filter((each) => each !== value) : value === null ? [null] : [...before.filter((each) => each !== null), value];
  const text = partText(field, after);
  const rest = at < 0 ? parts : parts.toSpliced(at, 1);
  const whole = joinRest(rest);
  if (text === null) return whole;
  if (at < 0 || rest.length === 0) return whole === "" ? text : `${whole} and ${text}`;
  const printed = parts.map((part, index) => (index === at ? text : bracketed(part)));
  return printed.join(" and ");
}

function partText(field: string, values: readonly (string | null)[]): string | null {
  if (values.length === 0) return null;
  if (values[0] === null) return `not has ${field}`;
  const texts = values.flatMap((value) => (value === null ? [] : [written(value)]));
  return texts.length === 1 ? `${field} = ${texts[0]}` : `${field} in (${texts.join(", ")})`;
}

const joinRest = (parts: readonly Filter[]) => (parts.length === 1 ? bracketed(parts[0]!) : joinParts(parts));
