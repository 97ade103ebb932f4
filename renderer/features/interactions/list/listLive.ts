import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import type { Parts } from "../../../api.ts";
import { followChanges } from "./followChanges.ts";
import { isEverything, isRanked } from "./listQuery.ts";
import { scaleOf, type ListReading, type ListRows } from "./listRows.ts";
import { forgetRunning, withChanges, withNew } from "./rowChanges.ts";
import { newestId, rowCount, stretchRows, windowOf } from "./rowWindow.ts";

type Live = Pick<Parts, "watch"> & {
  reading: ListReading;
  get(): ListRows;
  set(change: Partial<ListRows>): void;
  /** Whether the list is scrolled to its top. */
  isAtTop(): boolean;
  /** Whether new rows have to wait although the list is at its top: a row is looked at, or the person stopped them. */
  isHeldStill(): boolean;
  batchMs: number;
  /** A list with a query is asked again at most this often: only the core can tell what belongs to it. */
  askAgainMs: number;
};

/** Keeps the list as the log is: changed rows change in place, new ones come on top or wait. Gives its stop. */
export function keepLive({ watch, reading, get, set, isAtTop, isHeldStill, batchMs, askAgainMs }: Live): () => void {
  let again: ReturnType<typeof setTimeout> | undefined;
  const isHeld = () => !isAtTop() || isHeldStill();

  const askHead = (isStart: boolean) =>
    reading.guarded(async () => {
      const page = await reading.reads.page(get().query, null, stretchRows);
      const { rows } = get();
      if (!page || !rows) return;
      const newest = newestId(rows) ?? "";
      if (isRanked(get().query)) set({ rows: withChanges(rows, new Map(page.items.map((each) => [each.id, each]))) });
      else if (isStart ? !isAtTop() : isHeld()) {
        const added = page.items.filter(({ id }) => id > newest).length;
        set({ rows: withChanges(rows, new Map(page.items.map((each) => [each.id, each]))), ...(added > 0 ? { waiting: added } : {}) });
      } else {
        const added = page.items.filter(({ id }) => id > newest);
        const isJoined = newest !== "" && added.length < page.items.length;
        set({ rows: isJoined ? withNew(withChanges(rows, new Map(page.items.map((each) => [each.id, each]))), added) : windowOf(page), waiting: 0, scaleMs: get().scaleMs ?? scaleOf(page.items) });
        if (!isJoined) await reading.countOver();
      }
      await recount();
    });

  /** Rows that came into the middle of the list, or went, are counted anew while the list stands at its top. */
  const recount = async () => {
    await reading.count();
    const { rows, counts, waiting, query } = get();
    // A watcher that falls behind in a burst is not told of all of it.
    if (rows && counts && waiting > 0 && rows.next === null && isEverything(query)) set({ waiting: Math.max(waiting, counts.matching - rowCount(rows)) });
    const head = rows?.stretches[0]?.items;
    if (!rows || !counts || !head || rows.next !== null || rowCount(rows) + waiting === counts.matching || isHeld()) return;
    set({ rows: windowOf({ items: [...head], next: head.at(-1)?.id ?? null }) });
    await reading.countOver();
  };

  const askSoon = (work: () => unknown) => {
    again ??= setTimeout(() => {
      again = undefined;
      void work();
    }, askAgainMs);
  };

  function take(changes: ReadonlyMap<string, InteractionSummary>): void {
    const { rows, query } = get();
    if (!rows) return;
    const changed = withChanges(rows, changes);
    if (changed !== rows) set({ rows: changed });
    if (get().scaleMs === null) set({ scaleMs: scaleOf([...changes.values()]) });
    if (!isEverything(query)) return askSoon(() => askHead(false));
    const newest = newestId(rows) ?? "";
    const added = [...changes.values()].filter(({ id }) => id > newest).toSorted((a, b) => (a.id < b.id ? 1 : -1));
    if (isHeld()) waitFor(added);
    else if (added.length > 0) set({ rows: withNew(changed, added) });
    askSoon(recount);
  }

  /** Ids of rows that wait, so that a row that changes while it waits counts once. */
  const waitingIds = new Set<string>();
  function waitFor(added: readonly InteractionSummary[]): void {
    if (get().waiting === 0) waitingIds.clear();
    for (const { id } of added) waitingIds.add(id);
    if (waitingIds.size > 0) set({ waiting: waitingIds.size });
  }

  const stop = followChanges({
    watch,
    batchMs,
    onStart() {
      const { rows } = get();
      if (!rows) return void reading.anew();
      set({ rows: forgetRunning(rows) });
      void askHead(true);
    },
    onChanges: take,
  });
  return () => {
    clearTimeout(again);
    stop();
  };
}
