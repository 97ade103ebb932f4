import type { InteractionPage, InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { startsOf, stretchRows, type RowWindow, type Stretch } from "./rowWindow.ts";

const keptAround = 3;

/** With the page that begins at `next`. */
export function withMore(rows: RowWindow, { items, next }: InteractionPage): RowWindow {
  return { stretches: [...rows.stretches, { below: rows.next, size: items.length, items }], next };
}

/**
 * With the rows of the stretch below `below` as they were read. Of a stretch that holds more than was read the rest stays to
 * be read; rows of the next stretch are left out.
 */
export function withStretch({ stretches, next }: RowWindow, below: string | null, page: { items: readonly InteractionSummary[]; next: string | null }): RowWindow {
  const at = stretches.findIndex((each) => each.below === below);
  if (at < 0) return { stretches, next };
  const end = stretches[at + 1]?.below ?? null;
  const items = end === null ? page.items : page.items.filter(({ id }) => id >= end);
  const { size } = stretches[at]!;
  const isWhole = page.next === null || items.length < page.items.length;
  const read: Stretch[] = [{ below, size: items.length, items }];
  if (!isWhole && items.length > 0) read.push({ below: items.at(-1)!.id, size: Math.max(1, size - items.length), items: null });
  return { stretches: stretches.toSpliced(at, 1, ...read), next };
}

/** With new rows (newest first) on top. Of a burst only the newest are kept in memory; the others are as those of a forgotten stretch. */
export function withNew({ stretches, next }: RowWindow, added: readonly InteractionSummary[]): RowWindow {
  const [head, ...rest] = stretches;
  const items = [...added, ...(head?.items ?? [])];
  if (items.length <= 2 * stretchRows) return { stretches: [{ below: null, size: items.length, items }, ...rest], next };
  const [first, second] = [items.slice(0, stretchRows), items.slice(stretchRows)];
  const isBurst = second.length > 2 * stretchRows;
  const below: Stretch = { below: first.at(-1)!.id, size: second.length, items: isBurst ? null : second };
  if (isBurst) below.span = { fromMs: Math.floor(second.at(-1)!.createdAt), toMs: Math.floor(second[0]!.createdAt) + 1 };
  return { stretches: [{ below: null, size: first.length, items: first }, below, ...rest], next };
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

/** Without rows that were removed from the log, where they are in memory. */
export function withoutRows(rows: RowWindow, ids: ReadonlySet<string>): RowWindow {
  const stretches = rows.stretches.map((stretch) => {
    if (!stretch.items?.some(({ id }) => ids.has(id))) return stretch;
    const items = stretch.items.filter(({ id }) => !ids.has(id));
    return { ...stretch, items, size: items.length };
  });
  return { ...rows, stretches };
}

/** Without the rows of stretches that are far from `first` to `last`, except the newest ones. */
export function forgetFar(rows: RowWindow, first: number, last: number): RowWindow {
  const margin = keptAround * stretchRows;
  const firsts = startsOf(rows);
  const isFar = (at: number) => at > 0 && (firsts[at]! > last + margin || firsts[at + 1]! <= first - margin);
  if (!rows.stretches.some(({ items }, at) => items !== null && isFar(at))) return rows;
  return { ...rows, stretches: rows.stretches.map((stretch, at) => (stretch.items !== null && isFar(at) ? { ...stretch, items: null } : stretch)) };
}

/** Without the rows of stretches in which something ran when they were read; for when changes may have been missed. */
export function forgetRunning(rows: RowWindow): RowWindow {
  return { ...rows, stretches: rows.stretches.map((stretch, at) => (at > 0 && stretch.items?.some(({ status }) => status === "running") ? { ...stretch, items: null } : stretch)) };
}
