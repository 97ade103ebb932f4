import { phraseOf, type Phrases } from "../filter/phrases.ts";
import type { Queries } from "./queries.ts";

/** With more words than this that begin so, FTS5 gathers their hits itself, which takes long before the first comes. */
const wordsAtMost = 100;

/** Phrases as FTS5 takes them. A word that may go on becomes the words of this month that begin so: their hits come one by one, newest first. */
export function matchOf(queries: Queries, { whole, begun, part }: Phrases): string {
  const all = begun === null ? whole : [...whole, begunMatch(queries, begun)];
  const match = all.join(" AND ");
  return part ? `${part} : (${match})` : match;
}

function begunMatch(queries: Queries, begun: string): string {
  const words = wordsFrom(queries, folded(begun));
  return words.length === 0 || words.length > wordsAtMost ? `${phraseOf(begun)}*` : `(${words.map((word) => `"${word.replaceAll('"', '""')}"`).join(" OR ")})`;
}

function wordsFrom(queries: Queries, begun: string): string[] {
  queries.db.exec("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab(main, interaction_text, instance)");
  const from = (begin: string) => queries.value<string>("SELECT term FROM temp.words WHERE term >= @begin LIMIT 1", { begin });
  const words: string[] = [];
  // No word lies between a word and itself with a character that no word has.
  for (let word = from(begun); word?.startsWith(begun) && words.length <= wordsAtMost; word = from(`${word}\u0001`)) words.push(word);
  return words;
}

/** As unicode61 keeps words: small letters, without marks. */
const folded = (word: string): string => word.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
