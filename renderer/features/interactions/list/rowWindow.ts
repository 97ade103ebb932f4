import type { InteractionPage, InteractionSummary } from "../../../../shared/schemas/interaction.ts";

/** A stretch of the list: the rows below the id `below` (null: the newest). `items` null: it was forgotten to save memory. */
export type Stretch = { below: string | null; size: number; items: readonly InteractionSummary[] | null };
/** The part of a list that is known, newest first; ids sort by time. `next`: where the unknown rest begins, null: there is none. */
export type RowWindow = { stretches: readonly Stretch[]; next: string | null };

export const stretchRows = 200;
const keptAround = 3;

export const windowOf = ({ items, next }: InteractionPage): RowWindow => ({ stretches: [{ below: null, size: items.length, items }], next });
export const rowCount = ({ stretches }: RowWindow): number => stretches.reduce((sum, { size }) => sum + size, 0);
export const newestId = ({ stretches }: RowWindow): string | null => stretches[0]?.items?.[0]?.id ?? null;
export const loadedRows = ({ stretches }: RowWindow): InteractionSummary[] => stretches.flatMap(({ items }) => items ?? []);

/** The row at an index; undefined where it is not in memory. */
export function rowAt({ stretches }: RowWindow, index: number): InteractionSummary | undefined {
  let start = 0;
  for (const { size, items } of stretches) {
    if (index < start + size) return items?.[index - start];
    start += size;
  }
  return undefined;
}

/** The index of a row that is in memory; -1: it is not. */
export function indexOfRow({ stretches }: RowWindow, id: string): number {
  let start = 0;
  for (const { size, items } of stretches) {
    const index = items?.findIndex((each) => each.id === id) ?? -1;
    if (index >= 0) return start + index;
    start += size;
  }
  return -1;
}

/** The forgotten stretch that an id lies in, if one does. */
export function forgottenAround({ stretches }: RowWindow, id: string): Stretch | undefined {
  return stretches.find(({ below, items }, index) => items === null && (below === null || id < below) && id >= (stretches[index + 1]?.below ?? ""));
}

/** Forgotten stretches that hold a row of `first` to `last`. */
export function missingBetween({ stretches }: RowWindow, first: number, last: number): Stretch[] {
  return stretches.filter((stretch, index) => stretch.items === null && overlaps(stretches, index, first, last));
}

function overlaps(stretches: readonly Stretch[], index: number, first: number, last: number): boolean {
  const start = stretches.slice(0, index).reduce((sum, { size }) => sum + size, 0);
  return start <= last && start + stretches[index]!.size > first;
}

/** With the page that begins at `next`. */
export function withMore(rows: RowWindow, { items, next }: InteractionPage): RowWindow {
  return { stretches: [...rows.stretches, { below: rows.next, size: items.length, items }], next };
}

/** With a forgotten stretch back in memory. */
export function withStretch({ stretches, next }: RowWindow, below: string | null, items: readonly InteractionSummary[]): RowWindow {
  return { stretches: stretches.map((each) => (each.below === below ? { below, size: items.length, items } : each)), next };
}

/** With new rows (newest first) on top. */
export function withNew({ stretches, next }: RowWindow, added: readonly InteractionSummary[]): RowWindow {
  const [head, ...rest] = stretches;
  const items = [...added, ...(head?.items ?? [])];
  if (items.length <= 2 * stretchRows) return { stretches: [{ below: null, size: items.length, items }, ...rest], next };
  const [first, second] = [items.slice(0, stretchRows), items.slice(stretchRows)];
  return { stretches: [{ below: null, size: first.length, items: first }, { below: first.at(-1)!.id, size: second.length, items: second }, ...rest], next };
}

/** With changed rows, where they are in memory. */
export function withChanges(rows: RowWindow, changes: ReadonlyMap<string, InteractionSummary>): RowWindow {
  let isChanged = false;
  const stretches = rows.stretches.map((stretch) => {
    if (!stretch.items?.some(({ id }) => changes.has(id))) return stretch;
    isChanged = true;
    return { ...stretch, items: stretch.items.map((each) => changes.get(each.id) ?? each) };
  });
  return isChanged ? { ...rows, stretches } : rows;
}

/** Without the rows of stretches that are far from `first` to `last`, except the newest ones. */
export function forgetFar(rows: RowWindow, first: number, last: number): RowWindow {
  const margin = keptAround * stretchRows;
  const isFar = (index: number) => index > 0 && !overlaps(rows.stretches, index, first - margin, last + margin);
  if (!rows.stretches.some(({ items }, index) => items !== null && isFar(index))) return rows;
  return { ...rows, stretches: rows.stretches.map((stretch, index) => (isFar(index) ? { ...stretch, items: null } : stretch)) };
}

/** Without the rows of stretches in which something ran when they were read; for when changes may have been missed. */
export function forgetRunning(rows: RowWindow): RowWindow {
  return { ...rows, stretches: rows.stretches.map((stretch, index) => (index > 0 && stretch.items?.some(({ status }) => status === "running") ? { ...stretch, items: null } : stretch)) };
}
