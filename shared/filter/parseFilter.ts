import { filterFields, nearestField, type FilterField } from "./fields.ts";
import { filterError, filterTokens, type FilterToken } from "./tokens.ts";

export type Comparison = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":";
/** A field of the log, a key of an interaction's metadata, or a name of feedback. */
export type FilterTarget = { field: FilterField } | { metadata: string } | { feedback: string };
export type FilterValue = { text: string; isQuoted: boolean; at: number };
export type Filter =
  | { kind: "and" | "or"; parts: Filter[] }
  | { kind: "not"; part: Filter }
  | { kind: "has"; target: FilterTarget }
  | { kind: "compare"; target: FilterTarget; comparison: Comparison; value: FilterValue }
  | { kind: "in"; target: FilterTarget; values: FilterValue[] };

const comparisons = new Set<string>(["=", "!=", "<", "<=", ">", ">=", ":"]);
const maxDepth = 100;

/**
 * Reads the filter language: `status = failed and (usage.promptTokens > 1000 or has metadata.ticket)`. `and` binds tighter
 * than `or`. Throws `bad-filter` with the position and, where a field is misspelt, the one that was meant.
 */
export function parseFilter(source: string): Filter {
  const tokens = filterTokens(source);
  let index = 0;
  const peek = () => tokens[index];
  const isWord = (word: string) => peek()?.kind === "word" && peek()!.text.toLowerCase() === word;
  const take = (expected: string): FilterToken => {
    const token = tokens[index++];
    if (!token) throw filterError(`The filter ends where ${expected} should follow`, source.length);
    return token;
  };
  const takeSign = (text: string) => {
    const token = take(`“${text}”`);
    if (token.kind !== "sign" || token.text !== text) throw filterError(`“${token.text}” stands where “${text}” should`, token.at);
  };

  function joined(word: "and" | "or", next: (depth: number) => Filter, depth: number): Filter {
    const parts = [next(depth)];
    while (isWord(word)) {
      index++;
      parts.push(next(depth));
    }
    return parts.length === 1 ? parts[0]! : { kind: word, parts };
  }
  const either = (depth: number): Filter => joined("or", both, depth);
  const both = (depth: number): Filter => joined("and", single, depth);

  function single(depth: number): Filter {
    if (depth > maxDepth) throw filterError(`Brackets and nots are nested deeper than ${maxDepth}`, peek()?.at ?? source.length);
    if (isWord("not")) {
      index++;
      return { kind: "not", part: single(depth + 1) };
    }
    if (isWord("has")) {
      index++;
      return { kind: "has", target: target() };
    }
    if (peek()?.kind === "sign" && peek()!.text === "(") {
      index++;
      const inner = either(depth + 1);
      takeSign(")");
      return inner;
    }
    return comparison();
  }

  function target(): FilterTarget {
    const token = take("a field");
    const { text, at } = token;
    if (token.kind === "word" && text.startsWith("metadata.") && text.length > "metadata.".length) return { metadata: text.slice("metadata.".length) };
    if (token.kind === "word" && text.startsWith("feedback.") && text.length > "feedback.".length) return { feedback: text.slice("feedback.".length) };
    if (token.kind === "word" && Object.hasOwn(filterFields, text)) return { field: text as FilterField };
    const near = nearestField(text);
    throw filterError(`There is no field “${text}”`, at, near ? `Did you mean ${near}?` : `Fields are ${Object.keys(filterFields).join(", ")} metadata.KEY and feedback.NAME.`);
  }

  function comparison(): Filter {
    const of = target();
    if (isWord("in")) {
      index++;
      takeSign("(");
      const values = [value()];
      while (peek()?.text === "," && peek()!.kind === "sign") {
        index++;
        values.push(value());
      }
      takeSign(")");
      return { kind: "in", target: of, values };
    }
    const sign = take("a comparison");
    if (!comparisons.has(sign.text)) throw filterError(`“${sign.text}” is no comparison`, sign.at, "Use =, !=, <, <=, >, >=, : (contains), or in (…).");
    return { kind: "compare", target: of, comparison: sign.text as Comparison, value: value() };
  }

  function value(): FilterValue {
    const token = take("a value");
    if (token.kind === "sign") throw filterError(`“${token.text}” stands where a value should`, token.at, "Put text into double quotes.");
    return { text: token.text, isQuoted: token.kind === "text", at: token.at };
  }

  const filter = either(0);
  const rest = peek();
  if (rest) throw filterError(`“${rest.text}” stands where “and”, “or” or the end should`, rest.at, "Put text with blanks into double quotes.");
  return filter;
}
