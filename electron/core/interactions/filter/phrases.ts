import type { TextPart } from "../../../../shared/schemas/finding.ts";
import { searchableOf, unspaced } from "../texts.ts";

/**
 * What is looked for in full text. `whole`: phrases of FTS5, all of which must stand there (in one part, if it is named). `begun`: a word
 * that may go on, as it is still being typed; null: there is none.
 */
export type Phrases = { whole: string[]; begun: string | null; part: TextPart | null };

/** A last word shorter than this stands for itself: what begins with one or two letters is nearly everything. */
const begunFromChars = 3;
/** What unicode61 makes words of; everything else separates them. */
const hasWord = /[\p{L}\p{N}\p{Co}]/u;
const oneWord = /^[\p{L}\p{N}\p{Co}\p{M}]+$/u;

export const phraseOf = (piece: string): string => `"${searchableOf(piece).replaceAll('"', '""')}"`;

/**
 * A search as full-text phrases, one for each blank-separated piece. Everything is literal, whatever it means to FTS5. Null: there is no
 * word in it.
 */
export function phrasesOf(text: string, part: TextPart | null = null): Phrases | null {
  const pieces = text.split(/\s+/u).filter((piece) => hasWord.test(piece));
  if (pieces.length === 0) return null;
  const last = pieces.at(-1)!;
  // Letters of unspaced scripts are words of their own, which never go on.
  const isBegun = text.endsWith(last) && oneWord.test(last) && [...last].length >= begunFromChars && last.search(unspaced) < 0;
  const lastLetters = /[\p{L}\p{N}\p{Co}\p{M}]+$/u.exec(text)?.[0] ?? "";
  if (isBegun) return { whole: pieces.slice(0, -1).map(phraseOf), begun: last, part };
  const mayGoOn = [...lastLetters].length >= begunFromChars && lastLetters.search(unspaced) < 0;
  return { whole: pieces.map((piece, at) => phraseOf(piece) + (mayGoOn && at === pieces.length - 1 ? "*" : "")), begun: null, part };
}
