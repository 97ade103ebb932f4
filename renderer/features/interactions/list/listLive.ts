import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import type { Parts } from "../../../api.ts";
import { followChanges } from "./followChanges.ts";
import { isEverything } from "./listQuery.ts";
import { scaleOf, type ListReading, type ListRows } from "./listRows.ts";
import { forgetRunning, newestId, stretchRows, windowOf, withChanges, withNew } from "./rowWindow.ts";

type Live = Pick<Parts, "watch"> & {
  reading: ListReading;
  get(): ListRows;
  set(change: Partial<ListRows>): void;
  /** Whether the list is scrolled to its top. */
  isAtTop(): boolean;
  /** Whether a row is being looked at, which must not move then. */
  hasSelection(): boolean;
  batchMs: number;
  /** A list with a query is asked again at most this often: only the core can tell what belongs to it. */
  askAgainMs: number;
};

/** Keeps the list as the log is: changed rows change in place, new ones come on top or wait. Gives its stop. */
export function keepLive({ watch, reading, get, set, isAtTop, hasSelection, batchMs, askAgainMs }: Live): () => void {
  let again: ReturnType<typeof setTimeout> | undefined;
  const isHeld = () => !isAtTop() || hasSelection();
  const wait = (ids: string[]) => set({ waiting: new Set([...get().waiting, ...ids]) });

  const askHead = (isStart: boolean) =>
    reading.guarded(async () => {
      const page = await reading.reads.page(get().query, null, stretchRows);
      const { rows } = get();
      if (!page || !rows) return;
      const newest = newestId(rows) ?? "";
      if (isStart ? !isAtTop() : isHeld()) {
        set({ rows: withChanges(rows, new Map(page.items.map((each) => [each.id, each]))) });
        wait(page.items.filter(({ id }) => id > newest).map(({ id }) => id));
      } else set({ rows: windowOf(page), waiting: new Set(), scaleMs: isStart ? scaleOf(page.items) : (get().scaleMs ?? scaleOf(page.items)) });
      await reading.count();
    });

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
    if (added.length === 0) return;
    if (isHeld()) wait(added.map(({ id }) => id));
    else set({ rows: withNew(changed, added) });
    askSoon(reading.count);
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
