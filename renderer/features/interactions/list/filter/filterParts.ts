import { parseFilter, type Filter, type FilterTarget, type FilterValue } from "../../../../../shared/filter/parseFilter.ts";

/** A filter as the list of what all has to hold; null: it can't be read. An empty one asks for nothing. */
export function filterParts(source: string): Filter[] | null {
  if (source.trim() === "") return [];
  try {
    const filter = parseFilter(source);
    return filter.kind === "and" ? filter.parts : [filter];
  } catch {
    return null;
  }
}

/** A text as the filter language quotes it. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
export function targetText(target: FilterTarget): string {
  if ("field" in target) return target.field;
  return "metadata" in target ? `metadata.${target.metadata}` : `feedback.${target.feedback}`;
}
const valueText = ({ text, isQuoted }: FilterValue): string => (isQuoted ? quoted(text) : text);

/** A filter as it is written. */
export function printFilter(filter: Filter): string {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.parts.map(bracketed).join(` ${filter.kind} `);
    case "not":
      return `not ${bracketed(filter.part)}`;
    case "has":
      return `has ${targetText(filter.target)}`;
    case "in":
      return `${targetText(filter.target)} in (${filter.values.map(valueText).join(", ")})`;
    case "compare":
      return `${targetText(filter.target)} ${filter.comparison} ${valueText(filter.value)}`;
  }
}

/** A part as it stands in a bigger filter. */
export const bracketed = (part: Filter): string => (part.kind === "and" || part.kind === "or" ? `(${printFilter(part)})` : printFilter(part));

/** Parts that all have to hold, as one filter. */
export function joinParts(parts: readonly Filter[]): string {
  return parts.length === 1 ? printFilter(parts[0]!) : printFilter({ kind: "and", parts: [...parts] });
}

/** A filter that asks for one thing more. */
export function withPart(filter: string, part: string): string {
  if (filter.trim() === "") return part;
  const parts = filterParts(filter);
  return parts && parts.length === 1 && parts[0]!.kind === "or" ? `(${filter.trim()}) and ${part}` : `${filter.trim()} and ${part}`;
}
