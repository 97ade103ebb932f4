import type { InteractionPage, InteractionSummary } from "../../../../shared/schemas/interaction.ts";

/** Times in epoch ms; `toMs` is outside. */
export type Span = { fromMs: number; toMs: number };
/**
 * A stretch of the list: the rows below the id `below` (null: the first). `items` null: they are not in memory. `span`: the times
 * of a stretch that was counted and never read, and that can be cut by counting it finer.
 */
export type Stretch = { below: string | null; size: number; items: readonly InteractionSummary[] | null; span?: Span };
/** The list as far as it is known. `next`: where the unknown rest begins, null: there is none. */
export type RowWindow = { stretches: readonly Stretch[]; next: string | null };

export const stretchRows = 200;

export const windowOf = ({ items, next }: InteractionPage): RowWindow => ({ stretches: [{ below: null, size: items.length, items }], next });
export const newestId = ({ stretches }: RowWindow): string | null => stretches[0]?.items?.[0]?.id ?? null;
export const loadedRows = ({ stretches }: RowWindow): InteractionSummary[] => stretches.flatMap(({ items }) => items ?? []);

const starts = new WeakMap<readonly Stretch[], Float64Array>();

/** The index of each stretch's first row, and at the end the number of all rows. */
export function startsOf({ stretches }: RowWindow): Float64Array {
  const known = starts.get(stretches);
  if (known) return known;
  const made = new Float64Array(stretches.length + 1);
  for (let at = 0; at < stretches.length; at++) made[at + 1] = made[at]! + stretches[at]!.size;
  starts.set(stretches, made);
  return made;
}

export const rowCount = (rows: RowWindow): number => startsOf(rows)[rows.stretches.length]!;

/** The place in `stretches` of the one that holds row `index`; -1: there is no such row. */
export function stretchAt(rows: RowWindow, index: number): number {
  if (index < 0 || index >= rowCount(rows)) return -1;
  const firsts = startsOf(rows);
  let [low, high] = [0, rows.stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle]! <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The row at an index; undefined where it is not in memory. */
export function rowAt(rows: RowWindow, index: number): InteractionSummary | undefined {
  const at = stretchAt(rows, index);
  return at < 0 ? undefined : rows.stretches[at]!.items?.[index - startsOf(rows)[at]!];
}

/** The index of a row that is in memory; -1: it is not. */
export function indexOfRow(rows: RowWindow, id: string): number {
  for (const [at, { items }] of rows.stretches.entries()) {
    const index = items?.findIndex((each) => each.id === id) ?? -1;
    if (index >= 0) return startsOf(rows)[at]! + index;
  }
  return -1;
}

/** When row `index` came about, in epoch ms: exactly where it is in memory, else about. Null: nothing is known of it. */
export function timeAt(rows: RowWindow, index: number): number | null {
  const at = stretchAt(rows, index);
  if (at < 0) return null;
  const { items, span, size } = rows.stretches[at]!;
  const within = index - startsOf(rows)[at]!;
  if (items) return items[within]?.createdAt ?? null;
  return span ? span.toMs - ((span.toMs - span.fromMs) * within) / Math.max(1, size) : null;
}

/** The forgotten stretch that an id lies in, if one does. */
export function forgottenAround({ stretches }: RowWindow, id: string): Stretch | undefined {
  return stretches.find(({ below, items }, index) => items === null && (below === null || id < below) && id >= (stretches[index + 1]?.below ?? ""));
}

/** Stretches that hold a row of `first` to `last` and are not in memory. */
export function missingBetween(rows: RowWindow, first: number, last: number): Stretch[] {
  const from = stretchAt(rows, Math.max(0, first));
  if (from < 0) return [];
  const firsts = startsOf(rows);
  const missing: Stretch[] = [];
  for (let at = from; at < rows.stretches.length && firsts[at]! <= last; at++) if (rows.stretches[at]!.items === null && rows.stretches[at]!.size > 0) missing.push(rows.stretches[at]!);
  return missing;
}
