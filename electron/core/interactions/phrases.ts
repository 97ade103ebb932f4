import type { TextPart } from "../../../shared/schemas/finding.ts";
import { searchableOf } from "./texts.ts";

/** A last word shorter than this stands for itself: what begins with one or two letters is nearly everything. */
const prefixFromChars = 3;
/** What unicode61 makes words of; everything else separates them. */
const hasWord = /[\p{L}\p{N}\p{Co}]/u;

/**
 * A search as full-text phrases, one for each blank-separated piece, all of which must stand there (in one part, if it is named).
 * Everything is literal, whatever it means to FTS5; the last word may go on (it may still be being typed). Null: there is no word in it.
 */
export function phrasesOf(text: string, part?: TextPart): string | null {
  const pieces = text.split(/\s+/u).filter((piece) => hasWord.test(piece));
  if (pieces.length === 0) return null;
  const phrases = pieces.map((piece) => `"${searchableOf(piece).replaceAll('"', '""')}"`);
  const lastWord = /[\p{L}\p{N}\p{Co}\p{M}]+$/u.exec(text)?.[0] ?? "";
  const all = phrases.join(" AND ") + ([...lastWord].length >= prefixFromChars ? "*" : "");
  return part ? `${part} : (${all})` : all;
}
