import type { ListReading, ListRows } from "./listRows.ts";
import { isRanked } from "./listQuery.ts";
import { forgottenAround, indexOfRow, loadedRows, rowAt, rowCount, startsOf } from "./rowWindow.ts";

/** Marking from one row to another takes at most this many. */
export const mostBetween = 10_000;
const pageRows = 1000;

type Steps = { reading: ListReading; get(): ListRows; set(change: Partial<ListRows>): void };

/** Ways from one row of the list to others, also where they have to be read first. */
export function createRowSteps({ reading, get, set }: Steps) {
  async function at(index: number): Promise<string | null> {
    const { rows } = get();
    if (!rows || index < 0) return null;
    if (index >= rowCount(rows)) await reading.more();
    else await reading.bring(index);
    return rowAt(get().rows!, index)?.id ?? null;
  }

  /** Where a row stands; one that was forgotten is scrolled to and read. -1: nowhere that is known. */
  async function indexOf(id: string): Promise<number> {
    const { rows } = get();
    const forgotten = rows && forgottenAround(rows, id);
    if (forgotten) {
      // What is not near the screen is forgotten again at once.
      set({ scrollTo: { index: startsOf(rows)[rows.stretches.indexOf(forgotten)]! } });
      await reading.bringAround(id);
    }
    return get().rows ? indexOfRow(get().rows!, id) : -1;
  }

  async function neighbour(id: string, step: 1 | -1): Promise<string | null> {
    if (!get().rows) await reading.anew();
    const index = await indexOf(id);
    if (index < 0) return step < 0 ? null : ((await reading.reads.page(get().query, id, 1))?.items[0]?.id ?? null);
    return at(index + step);
  }

  return {
    at,
    neighbour,
    /** Where a step from a row leads; from nowhere, and from a row that is not in the list, to the first one. It stays where there is no other. */
    async from(selected: string | null, step: 1 | -1): Promise<string | null> {
      const { rows } = get();
      if (!rows) return null;
      const index = selected === null ? -1 : indexOfRow(rows, selected);
      if (index >= 0) return rowAt(rows, index + step)?.id ?? (await at(index + step)) ?? selected;
      const id = selected === null ? null : await neighbour(selected, step);
      return id !== null && indexOfRow(get().rows!, id) >= 0 ? id : (rowAt(get().rows!, 0)?.id ?? null);
    },
    /** The ids from one row to another, both included, in the list's order, at most 10,000. */
    async between(from: string, to: string): Promise<string[]> {
      const { rows, query } = get();
      if (!rows || from === to) return [to];
      const [a, b] = [indexOfRow(rows, from), indexOfRow(rows, to)];
      const known = a >= 0 && b >= 0 ? Array.from({ length: Math.abs(a - b) + 1 }, (_, step) => rowAt(rows, Math.min(a, b) + step)?.id) : [undefined];
      if (known.every((id) => id !== undefined)) return known.slice(0, mostBetween);
      if (isRanked(query)) return loadedRows(rows).some(({ id }) => id === to) ? [to] : [];
      const [newer, older] = from > to ? [from, to] : [to, from];
      const ids = [newer];
      for (let cursor: string | null = newer; cursor !== null && ids.length < mostBetween; ) {
        const page = await reading.reads.page(query, cursor, pageRows);
        const wanted = page?.items.filter(({ id }) => id >= older) ?? [];
        ids.push(...wanted.map(({ id }) => id));
        cursor = page && wanted.length === page.items.length ? page.next : null;
      }
      return ids.slice(0, mostBetween);
    },
  };
}
