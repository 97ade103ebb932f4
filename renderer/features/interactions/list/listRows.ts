import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { Ranked } from "../../../../shared/schemas/finding.ts";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import type { Parts } from "../../../api.ts";
import { canCut, cutMs, withCounted, withCut } from "./countedRows.ts";
import { createListReads, type Counts } from "./listReads.ts";
import { everything, isRanked, type ListQuery } from "./listQuery.ts";
import { forgetFar, withMore, withStretch } from "./rowChanges.ts";
import { forgottenAround, missingBetween, rowCount, stretchRows, windowOf, type RowWindow, type Stretch } from "./rowWindow.ts";
import { timeScale } from "./timeScale.ts";
import { readTimeline, type Timeline } from "./timeline/readTimeline.ts";

/** The rows that are known of the list. */
export type ListRows = {
  query: ListQuery;
  /** Null: not known yet. */
  rows: RowWindow | null;
  failure: Failure | null;
  counts: Counts | null;
  /** How the rows lie in time; null: not counted (yet). */
  timeline: Timeline | null;
  /** How many rows came while the list was held still. */
  waiting: number;
  /** The row that the list is asked to scroll to; a new object each time. */
  scrollTo: { index: number };
  /** What the full width of a bar stands for, in ms; null: nothing has ended that it could follow. */
  scaleMs: number | null;
  /** Of a ranked list: among how many hits the best were looked for. */
  ranked: Ranked | null;
};
export const noRows: ListRows = { query: everything, rows: null, failure: null, counts: null, timeline: null, waiting: 0, scrollTo: { index: 0 }, scaleMs: null, ranked: null };

/** The scale of bars that these rows ask for. It is taken when the list opens, so that bars don't change under the eye. */
export function scaleOf(rows: readonly InteractionSummary[]): number | null {
  const totalsMs = rows.flatMap(({ timings }) => timings.totalMs ?? []);
  return totalsMs.length > 0 ? timeScale(totalsMs) : null;
}

type Reading = Pick<Parts, "api"> & { get(): ListRows; set(change: Partial<ListRows>): void; now(): number };

/** More rows than a stretch should have are asked for, so that rows that came late into it are found. */
const spareRows = 20;
/** The most rows that one read gives. */
const mostRead = 1000;
/** So many reads bring a row into memory; only a burst of many thousands within a second takes more than four. */
const mostReads = 60;
/** Reads of what is on the screen wait until the scroll bar rests for so long. */
const restMs = 40;

/** Reads the rows of the list: anew, further, and those that stand where it is scrolled to. */
export function createListReading({ api, get, set, now }: Reading) {
  const reads = createListReads({ api });
  const underWay = new Map<string | null, Promise<void>>();
  let wanted = { first: 0, last: 0 };
  let rest: ReturnType<typeof setTimeout> | undefined;

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      set({ failure: toFailure(error) });
    }
  }
  /** One read of a place at a time. */
  function once(place: string | null, work: () => Promise<void>): Promise<void> {
    const known = underWay.get(place);
    if (known) return known;
    const promise = guarded(work).finally(() => underWay.get(place) === promise && underWay.delete(place));
    underWay.set(place, promise);
    return promise;
  }

  const count = () =>
    guarded(async () => {
      const counts = await reads.counts(get().query);
      if (counts) set({ counts });
    });

  /** Counts the list over time, so that the scroll bar stands for all of it. */
  const countOver = () =>
    guarded(async () => {
      const timeline = await readTimeline(reads, get().query, get().rows, now());
      const { rows, query } = get();
      if (timeline && rows) set({ timeline, rows: isRanked(query) ? rows : withCounted(rows, timeline.bars) });
    });

  const more = (): Promise<void> => {
    const next = get().rows?.next;
    if (!next) return Promise.resolve();
    return once(next, async () => {
      const page = await reads.page(get().query, next, stretchRows);
      const { rows, timeline, query } = get();
      if (!page || rows?.next !== next) return;
      const known = withMore(rows, page);
      set({ rows: timeline && !isRanked(query) ? withCounted(known, timeline.bars) : known });
    });
  };

  const bringBack = (stretch: Stretch): Promise<void> =>
    once(stretch.below, async () => {
      const { below, size, span } = stretch;
      if (canCut(stretch) && below !== null) {
        const counted = await reads.bars(get().query, span!, cutMs(span!));
        const { rows } = get();
        if (counted && rows) set({ rows: withCut(rows, below, counted) });
        return;
      }
      const page = await reads.page(get().query, below, Math.min(mostRead, size + spareRows));
      const { rows } = get();
      if (page && rows) set({ rows: withStretch(rows, below, page) });
    });

  /** Reads until rows `first` to `last` are in memory, or are no longer wanted. */
  async function fill(first: number, last: number, isWanted: () => boolean): Promise<void> {
    for (let tries = 0; tries < mostReads; tries++) {
      const { rows, failure } = get();
      const missing = rows ? missingBetween(rows, first, last).slice(0, 4) : [];
      if (missing.length === 0 || failure || !isWanted()) return;
      await Promise.all(missing.map(bringBack));
    }
  }

  return {
    reads, count, countOver, more, guarded,
    /** From the top, with everything that waits. */
    anew(): Promise<void> {
      reads.startOver();
      underWay.clear();
      return guarded(async () => {
        const page = await reads.page(get().query, null, stretchRows);
        if (!page) return;
        set({ rows: windowOf(page), failure: null, waiting: 0, timeline: null, scrollTo: { index: 0 }, scaleMs: scaleOf(page.items), ranked: page.ranked ?? null });
        await Promise.all([count(), countOver()]);
      });
    },
    /** Reads the row at an index. */
    bring: (index: number): Promise<void> => fill(index, index, () => true),
    /** Reads the row of an id of which only the place is known. */
    async bringAround(id: string): Promise<void> {
      for (let tries = 0; tries < mostReads; tries++) {
        const { rows, failure } = get();
        const stretch = rows && forgottenAround(rows, id);
        if (!stretch || failure) return;
        await bringBack(stretch);
      }
    },
    /** Rows `first` to `last` are on the screen: reads what is missing once scrolling rests, forgets what is far, goes on near the end. */
    need(first: number, last: number): void {
      const { rows, query } = get();
      if (!rows) return;
      const kept = isRanked(query) ? rows : forgetFar(rows, first, last);
      if (kept !== rows) set({ rows: kept });
      const asked = { first, last };
      wanted = asked;
      clearTimeout(rest);
      if (missingBetween(rows, first, last).length > 0) rest = setTimeout(() => void fill(first, last, () => wanted === asked), restMs);
      if (last >= rowCount(rows) - stretchRows / 4) void more();
    },
  };
}
export type ListReading = ReturnType<typeof createListReading>;
