import { filterFields, type FieldType } from "./fields.ts";

/** What may stand at a caret: `options` take the place of `from` to `to`; `values`: those of a field that begin so may, too. */
export type Completion = { from: number; to: number; options: string[]; values: { field: string; prefix: string } | null };

const pieces = /"(?:[^"\\]|\\.)*"?|<=|>=|!=|[=<>:(),]|[^\s"<>=!:(),]+/gs;
const signs: Record<FieldType, string[]> = { text: ["=", "!=", ":", "in ("], number: ["=", "!=", "<", "<=", ">", ">="], time: [">=", "<", ">", "<="], tags: ["=", "!=", ":", "in ("] };
const fixed: Record<string, string[]> = { createdAt: ["-1h", "-24h", "-7d", "-30d"] };
const joining = new Set(["and", "or", "not"]);
const isField = (word: string) => Object.hasOwn(filterFields, word) || /^metadata\../.test(word);
const typeOf = (field: string): FieldType => (filterFields as Record<string, FieldType>)[field] ?? "text";

/** Completes a filter that is being written, however much of it is there. */
export function completeFilter(text: string, caret: number): Completion {
  const before = [...text.slice(0, caret).matchAll(pieces)].map((match) => ({ text: match[0], from: match.index, to: match.index + match[0].length }));
  const last = before.at(-1);
  const isTyping = last !== undefined && last.to === caret && !/^[=<>!:(),]+$/.test(last.text) && !(last.text.length > 1 && last.text.startsWith('"') && last.text.endsWith('"'));
  const typed = isTyping ? last.text : "";
  const from = isTyping ? last.from : caret;
  const words = (isTyping ? before.slice(0, -1) : before).map((piece) => piece.text);
  const matching = (options: readonly string[]) => options.filter((option) => option.toLowerCase().startsWith(typed.toLowerCase()) || option.toLowerCase().includes(`.${typed.toLowerCase()}`)).filter((option) => option !== typed);
  const at = (options: readonly string[], field: string | null = null): Completion => ({ from, to: caret, options: matching(options), values: field === null ? null : { field, prefix: typed.replace(/^"/, "") } });
  const fields = Object.keys(filterFields);

  const previous = words.at(-1);
  const listed = fieldOfList(words);
  if (listed !== null) return previous === "(" || previous === "," ? at(fixed[listed] ?? [], listed) : at([",", ")"]);
  if (previous === undefined || previous === "(" || joining.has(previous.toLowerCase())) return at([...fields, "has", "not"]);
  if (previous.toLowerCase() === "has") return at(fields);
  if (/^[=<>!:]+$/.test(previous)) {
    const field = words.at(-2) ?? "";
    return at(fixed[field] ?? [], typeOf(field) === "number" || typeOf(field) === "time" ? null : field);
  }
  if (isField(previous) && words.at(-2)?.toLowerCase() !== "has" && !/^[=<>!:]+$/.test(words.at(-2) ?? "")) return at(signs[typeOf(previous)]);
  return at(["and", "or"]);
}

/** The field whose values stand in the list that is open at the end: `status in (ok, `; null: none is. */
function fieldOfList(words: readonly string[]): string | null {
  const open = words.lastIndexOf("(");
  if (open < 2 || words[open - 1]!.toLowerCase() !== "in" || words.indexOf(")", open) >= 0) return null;
  return words[open - 2]!;
}
