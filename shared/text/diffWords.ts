import { diffArrays } from "diff";

/** A run of text that stands in both sides, or in one of them only. */
export type DiffPiece = { kind: "same" | "removed" | "added"; text: string };

const word = /[\p{L}\p{M}\p{N}_'’]+|\s+|[^\p{L}\p{M}\p{N}_'’\s]/gu;
const sentence = /[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+$/g;
/** The search is quadratic in the differences: with this many it takes about 30 ms. Texts that differ more are compared by sentences, else as wholes. */
const mostEdits = 400;

/**
 * What has to be taken out of `before` and put in to get `after`, in words, blanks and single signs (Myers, "An O(ND)
 * Difference Algorithm and Its Variations", 1986). `same` and `removed` pieces joined give `before`, `same` and `added`
 * ones `after`. Changes with only blanks between them become one.
 */
export function diffWords(before: string, after: string): DiffPiece[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  return joined(diffUnits(word, before, after) ?? diffUnits(sentence, before, after) ?? [{ kind: "removed", text: before }, { kind: "added", text: after }]);
}

/** Null: more than `mostEdits` differences. */
function diffUnits(unit: RegExp, before: string, after: string): DiffPiece[] | null {
  const [a, b]: [string[], string[]] = [before.match(unit) ?? [], after.match(unit) ?? []];
  const same = (text: readonly string[]): DiffPiece => ({ kind: "same", text: text.join("") });
  const start = a.findIndex((each, index) => each !== b[index]);
  const prefix = start < 0 ? a.length : start;
  let suffix = 0;
  while (suffix < Math.min(a.length, b.length) - prefix && a.at(-1 - suffix) === b.at(-1 - suffix)) suffix++;
  const middle = diffArrays(a.slice(prefix, a.length - suffix), b.slice(prefix, b.length - suffix), { maxEditLength: mostEdits });
  if (!middle) return null;
  return [same(a.slice(0, prefix)), ...middle.map(({ value, added, removed }): DiffPiece => ({ kind: added ? "added" : removed ? "removed" : "same", text: value.join("") })), same(a.slice(a.length - suffix))];
}

/** Takes blanks between two changes into both, so that a changed phrase reads as one, removed before added. */
function joined(pieces: DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  let removed = "";
  let added = "";
  const flush = () => {
    if (removed !== "") result.push({ kind: "removed", text: removed });
    if (added !== "") result.push({ kind: "added", text: added });
    removed = added = "";
  };
  for (const [index, { kind, text }] of pieces.entries()) {
    if (text === "") continue;
    const isBetween = kind === "same" && /^[^\S\n]+$/.test(text) && (removed !== "" || added !== "") && pieces.slice(index + 1).some((piece) => piece.kind !== "same" && piece.text !== "") && pieces[index + 1]?.kind !== "same";
    if (kind === "removed" || isBetween) removed += text;
    if (kind === "added" || isBetween) added += text;
    if (kind === "same" && !isBetween) {
      flush();
      result.push({ kind, text });
    }
  }
  flush();
  return result;
}
