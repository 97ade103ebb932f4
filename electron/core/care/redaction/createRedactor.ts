import { AppError } from "../../../../shared/errors.ts";
import type { Redaction, RedactionKind, Redactions } from "../../../../shared/schemas/redaction.ts";
import { findPieces, type Finder } from "./findPieces.ts";
import { kinds } from "./kinds.ts";
import { linearPattern } from "./linearPattern.ts";
import { redactValue } from "./redactValue.ts";

/** Takes pieces out of the texts of one interaction. The same piece gets the same number in all of them. */
export type RedactionSession = {
  text(text: string): string;
  /** A JSON value with each of its texts, and each long whole number, looked through; the value itself where nothing was taken out. */
  value<T>(value: T): T;
  /** How many different pieces were taken out so far; null: none. */
  counts(): Redactions | null;
  /** How many times something was taken out so far. */
  removals(): number;
};
export type Redactor = { isOff: boolean; session(): RedactionSession };

/** Rules of one's own come first: who names something wants it called so. Throws `bad-request` for a pattern that can't be run and a name that is taken. */
export function createRedactor({ kinds: chosen, rules }: Redaction): Redactor {
  const names = [...Object.keys(kinds), ...rules.map(({ name }) => name)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new AppError("bad-request", `Two rules are called “${twice}”.`, { fix: "Give each rule a name of its own." });
  const finders: Finder[] = [
    ...rules.map(({ name, pattern, replacement }) => ({ name, replacement, hint: "", pattern: linearPattern(name, pattern), pick: (match: string) => [0, match.length] as const })),
    ...(Object.keys(kinds) as RedactionKind[]).filter((kind) => chosen.includes(kind)).map((kind) => ({ name: kind, replacement: undefined, ...kinds[kind] })),
  ];
  return { isOff: finders.length === 0, session: () => openSession(finders) };
}

function openSession(finders: readonly Finder[]): RedactionSession {
  const numbers = new Map<string, Map<string, number>>();
  let removals = 0;

  function numberOf(name: string, piece: string): number {
    const known = numbers.get(name) ?? numbers.set(name, new Map()).get(name)!;
    return known.get(piece) ?? known.set(piece, known.size + 1).size;
  }

  function text(text: string): string {
    const pieces = findPieces(text, finders);
    if (pieces.length === 0) return text;
    removals += pieces.length;
    let redacted = "";
    let at = 0;
    for (const { start, end, name, replacement } of pieces) {
      const number = numberOf(name, text.slice(start, end));
      redacted += text.slice(at, start) + (replacement ?? `[${name} ${number}]`);
      at = end;
    }
    return redacted + text.slice(at);
  }

  return {
    text,
    value: (value) => redactValue(value, text),
    removals: () => removals,
    counts: () => (numbers.size === 0 ? null : Object.fromEntries([...numbers].map(([name, { size }]) => [name, size]))),
  };
}
