import { literal } from "./gbnf.ts";

/** Whole numbers have at most so many digits where nothing bounds them; a double holds them all exactly. */
const mostDigits = 15;
export const largestInteger = 10 ** mostDigits - 1;

/** The whole numbers from `low` to `high`, both included, as GBNF; both within 15 digits, `low` at most `high`. */
export function integerRange(low: number, high: number): string {
  const parts: string[] = [];
  if (low < 0) parts.push(`"-" (${naturalRange(Math.max(1, -high), -low)})`);
  if (high >= 0) parts.push(naturalRange(Math.max(0, low), high));
  return parts.join(" | ");
}

/** The numbers from `low` to `high` as whole ones and ones with a fraction; null where the two allow neither. Numbers right below a bound that is no whole number are left out. */
export function numberRange(low: number, high: number): string | null {
  const parts: string[] = [];
  const fraction = '"." [0-9]{1,15}';
  const [least, most] = [Math.ceil(low), Math.floor(high)];
  if (least <= most) parts.push(integerRange(least, most));
  // 3.5 lies between 3 and 4, so the whole part goes up to one below the bound.
  const above = [Math.max(0, least), Math.floor(high) - 1] as const;
  if (above[0] <= above[1]) parts.push(`(${naturalRange(...above)}) ${fraction}`);
  const below = [Math.max(0, Math.ceil(-high)), Math.floor(-low) - 1] as const;
  if (below[0] <= below[1]) parts.push(`"-" (${naturalRange(...below)}) ${fraction}`);
  return parts.length > 0 ? parts.join(" | ") : null;
}

function naturalRange(low: number, high: number): string {
  const parts: string[] = [];
  for (let length = String(low).length; length <= String(high).length; length++) {
    const from = Math.max(low, length === 1 ? 0 : 10 ** (length - 1));
    const to = Math.min(high, 10 ** length - 1);
    parts.push(sameLength(String(from), String(to)));
  }
  return parts.join(" | ");
}

/** Numbers of as many digits: the common beginning, then the edges and what lies between. */
function sameLength(from: string, to: string): string {
  if (from === to) return literal(from);
  const [first, last] = [from[0]!, to[0]!];
  const rest = from.length - 1;
  if (first === last) return `${literal(first)} (${sameLength(from.slice(1), to.slice(1))})`;
  if (rest === 0) return `[${first}-${last}]`;
  const isWholeFrom = /^0*$/.test(from.slice(1));
  const isWholeTo = /^9*$/.test(to.slice(1));
  const low = Number(first) + (isWholeFrom ? 0 : 1);
  const high = Number(last) - (isWholeTo ? 0 : 1);
  return [
    ...(isWholeFrom ? [] : [`${literal(first)} (${sameLength(from.slice(1), "9".repeat(rest))})`]),
    ...(low <= high ? [`[${low}-${high}] [0-9]{${rest}}`] : []),
    ...(isWholeTo ? [] : [`${literal(last)} (${sameLength("0".repeat(rest), to.slice(1))})`]),
  ].join(" | ");
}
