import type { Kind } from "./kinds.ts";

/** A piece of a text that is to go, in UTF-16 units, and what stands instead of it. */
export type Piece = { start: number; end: number; name: string; replacement: string | undefined; isSharp: boolean | undefined };
export type Finder = Kind & { name: string; replacement: string | undefined };

/** Characters in front of a match that say what it is. */
const seenBefore = 40;

/** Every finder sees the text as it came. Pieces that overlap are one, called as the first finder calls its part of it. */
export function findPieces(text: string, finders: readonly Finder[]): Piece[] {
  const found: Piece[] = [];
  for (const { pattern, hint, pick, name, replacement, isSharp } of finders) {
    if (typeof hint === "string" ? !text.includes(hint) : !hint.test(text)) continue;
    for (const { 0: match, 1: group, index } of text.matchAll(pattern)) {
      const picked = match === "" ? null : pick(match, group, text.slice(Math.max(0, index - seenBefore), index));
      if (picked) found.push({ start: index + picked[0], end: index + picked[1], name, replacement, isSharp });
    }
  }
  if (found.length < 2) return found;
  const order = new Map(found.map((piece, index) => [piece, index]));
  const pieces: Piece[] = [];
  for (const piece of found.toSorted((a, b) => a.start - b.start)) {
    const last = pieces.at(-1);
    if (!last || piece.start >= last.end) pieces.push(piece);
    else {
      const first = order.get(piece)! < order.get(last)! ? piece : last;
      const union = { ...first, start: last.start, end: first.isSharp ? first.end : Math.max(last.end, piece.end) };
      order.set(union, order.get(first)!);
      pieces[pieces.length - 1] = union;
    }
  }
  return pieces;
}
