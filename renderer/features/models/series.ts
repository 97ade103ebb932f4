export const seriesCount = 8;

/** Series by name: 1 to 8. */
export type Series = Readonly<Record<string, number>>;

/** The assignment with every name of `names` in it. Who has a series keeps it; a new one gets the least used. */
export function assignSeries(known: Series, names: readonly string[]): Series {
  const missing = names.filter((name) => !(name in known));
  if (missing.length === 0) return known;
  const next: Record<string, number> = { ...known };
  for (const name of missing) {
    const uses = Array.from({ length: seriesCount }, (_, index) => names.filter((other) => next[other] === index + 1).length);
    next[name] = uses.indexOf(Math.min(...uses)) + 1;
  }
  return next;
}
