import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import type { Parts } from "../../../api.ts";
import { createListReads, type Counts } from "./listReads.ts";
import { everything, type ListQuery } from "./listQuery.ts";
import { forgetFar, missingBetween, rowCount, stretchRows, windowOf, withMore, withStretch, type RowWindow, type Stretch } from "./rowWindow.ts";
import { timeScale } from "./timeScale.ts";

/** The rows that are known of the list. */
export type ListRows = {
  query: ListQuery;
  /** Null: not known yet. */
  rows: RowWindow | null;
  failure: Failure | null;
  counts: Counts | null;
  /** Ids of rows that came while the list was held still. */
  waiting: ReadonlySet<string>;
  /** What the full width of a bar stands for, in ms; null: nothing has ended that it could follow. */
  scaleMs: number | null;
};
export const noRows: ListRows = { query: everything, rows: null, failure: null, counts: null, waiting: new Set(), scaleMs: null };

/** The scale of bars that these rows ask for. It is taken when the list opens, so that bars don't change under the eye. */
export function scaleOf(rows: readonly InteractionSummary[]): number | null {
  const totalsMs = rows.flatMap(({ timings }) => timings.totalMs ?? []);
  return totalsMs.length > 0 ? timeScale(totalsMs) : null;
}

type Reading = Pick<Parts, "api"> & { get(): ListRows; set(change: Partial<ListRows>): void };

/** Reads the rows of the list: anew, further, and those again that were forgotten to save memory. */
export function createListReading({ api, get, set }: Reading) {
  const reads = createListReads({ api });
  const underWay = new Map<string | null, Promise<void>>();

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

  const more = (): Promise<void> => {
    const next = get().rows?.next;
    if (!next) return Promise.resolve();
    return once(next, async () => {
      const page = await reads.page(get().query, next, stretchRows);
      const { rows } = get();
      if (page && rows?.next === next) set({ rows: withMore(rows, page) });
    });
  };

  const bringBack = async (stretches: readonly Stretch[]): Promise<void> => {
    await Promise.all(
      stretches.map(({ below, size }) =>
        once(below, async () => {
          const page = await reads.page(get().query, below, Math.max(1, size));
          const { rows } = get();
          if (page && rows) set({ rows: withStretch(rows, below, page.items) });
        }),
      ),
    );
  };

  return {
    reads, count, more, bringBack, guarded,
    /** From the top, with everything that waits. */
    anew(): Promise<void> {
      reads.startOver();
      underWay.clear();
      return guarded(async () => {
        const page = await reads.page(get().query, null, stretchRows);
        if (!page) return;
        set({ rows: windowOf(page), failure: null, waiting: new Set(), scaleMs: scaleOf(page.items) });
        await count();
      });
    },
    /** Rows `first` to `last` are on the screen: reads what is missing, forgets what is far, goes on near the end. */
    need(first: number, last: number): void {
      const { rows } = get();
      if (!rows) return;
      const kept = forgetFar(rows, first, last);
      if (kept !== rows) set({ rows: kept });
      void bringBack(missingBetween(rows, first, last));
      if (last >= rowCount(rows) - stretchRows / 4) void more();
    },
  };
}
export type ListReading = ReturnType<typeof createListReading>;
