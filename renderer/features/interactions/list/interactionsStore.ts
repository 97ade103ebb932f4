import { create } from "zustand";
import { api, watch, type Parts } from "../../../api.ts";
import { keepLive } from "./listLive.ts";
import { readListQuery, writeListQuery, type ListQuery } from "./listQuery.ts";
import { createListReading, noRows, type ListRows } from "./listRows.ts";
import { withChanges, withoutRows } from "./rowChanges.ts";
import { createRowSteps } from "./rowSteps.ts";
import { loadedRows, rowCount } from "./rowWindow.ts";

type InteractionsState = ListRows & {
  selected: string | null;
  /** Whether the inspector is open; null: where there is room for it. */
  isPeeking: boolean | null;
  marked: ReadonlySet<string>;
  /** New rows wait until they are asked for. */
  isPaused: boolean;
  /** How far the list is scrolled, in px of its rows. */
  offsetPx: number;
  /** Shows what an address says. */
  open(address: URLSearchParams): void;
  change(change: Partial<ListQuery>): void;
  /** Reads the list anew, from its top. */
  refresh(): Promise<void>;
  /** Rows `first` to `last` are on the screen. */
  need(first: number, last: number): void;
  scrolled(offsetPx: number): void;
  pause(isPaused: boolean): void;
  select(id: string | null): void;
  move(step: 1 | -1): Promise<void>;
  /** To the first or the last row. */
  moveToEnd(end: "first" | "last"): Promise<void>;
  /** The row below (1) or above (-1) one; null: there is none, or the list does not know it. */
  neighbour(id: string, step: 1 | -1): Promise<string | null>;
  peek(isPeeking: boolean): void;
  toggleMark(id: string): void;
  /** Marks the rows from the last one that was marked or selected to this one. */
  markTo(id: string): Promise<void>;
  mark(ids: Iterable<string>): void;
  clearMarks(): void;
  /** Interactions were taken out of the log. */
  removed(ids: readonly string[]): void;
  /** Interactions got tags, and lost others. */
  tagged(ids: readonly string[], add: readonly string[], remove: readonly string[]): void;
  follow(): () => void;
};

const quietMs = 200;

/** The recorded interactions, as the log is. Only rows near those on the screen are in memory. */
export function createInteractionsStore({ api, watch, batchMs = 100, askAgainMs = 1000, now = Date.now }: Parts & { batchMs?: number; askAgainMs?: number; now?: () => number }) {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  return create<InteractionsState>()((set, get) => {
    const reading = createListReading({ api, get, set, now });
    const steps = createRowSteps({ reading, get, set });
    return {
      ...noRows,
      selected: null,
      isPeeking: null,
      marked: new Set(),
      isPaused: false,
      offsetPx: 0,
      open(address) {
        const query = readListQuery(address);
        const isSame = writeListQuery(query).toString() === writeListQuery(get().query).toString();
        const peek = address.get("peek");
        set({ query, selected: address.get("selected"), isPeeking: peek === null ? null : peek === "1", isPaused: address.get("live") === "0" });
        if (!isSame || !get().rows) void reading.anew();
      },
      change(change) {
        set(({ query }) => ({ query: { ...query, ...change } }));
        clearTimeout(quiet);
        quiet = setTimeout(() => void reading.anew(), quietMs);
      },
      refresh: reading.anew,
      need: reading.need,
      scrolled: (offsetPx) => set({ offsetPx }),
      pause(isPaused) {
        set({ isPaused });
        if (!isPaused && get().waiting > 0 && isAtTop(get()) && get().selected === null) void reading.anew();
      },
      select: (selected) => set({ selected }),
      async move(step) {
        const { selected } = get();
        const id = await steps.from(selected, step);
        if (id !== null && get().selected === selected) set({ selected: id });
      },
      async moveToEnd(end) {
        const { rows } = get();
        if (!rows) return;
        const index = end === "first" ? 0 : rowCount(rows) - 1;
        set({ scrollTo: { index } });
        const id = await steps.at(index);
        if (id) set({ selected: id });
      },
      neighbour: steps.neighbour,
      peek: (isPeeking) => set({ isPeeking }),
      toggleMark: (id) => set(({ marked }) => ({ marked: marked.has(id) ? new Set([...marked].filter((each) => each !== id)) : new Set([...marked, id]) })),
      async markTo(id) {
        const { marked, selected } = get();
        const ids = await steps.between([...marked].at(-1) ?? selected ?? id, id);
        set({ marked: new Set([...get().marked, ...ids]), selected: id });
      },
      mark: (ids) => set(({ marked }) => ({ marked: new Set([...marked, ...ids]) })),
      clearMarks: () => set({ marked: new Set() }),
      removed(ids) {
        const gone = new Set(ids);
        const { rows, selected, marked, counts } = get();
        const here = rows ? loadedRows(rows).filter(({ id }) => gone.has(id)).length : 0;
        set({
          marked: new Set([...marked].filter((id) => !gone.has(id))),
          ...(rows ? { rows: withoutRows(rows, gone) } : {}),
          ...(selected !== null && gone.has(selected) ? { selected: null } : {}),
          ...(counts ? { counts: { matching: counts.matching - here, total: counts.total - gone.size } } : {}),
        });
        void reading.count();
      },
      tagged(ids, add, remove) {
        const marked = new Set(ids);
        const { rows } = get();
        const changed = (rows ? loadedRows(rows) : []).filter(({ id }) => marked.has(id)).map((row) => ({ ...row, tags: [...new Set([...row.tags.filter((tag) => !remove.includes(tag)), ...add])] }));
        if (rows) set({ rows: withChanges(rows, new Map(changed.map((row) => [row.id, row]))) });
      },
      follow: () => keepLive({ watch, reading, get, set, isAtTop: () => isAtTop(get()), isHeldStill: () => get().isPaused || get().selected !== null, batchMs, askAgainMs }),
    };
  });
}
export type { InteractionsState };

export const isAtTop = ({ offsetPx }: Pick<InteractionsState, "offsetPx">): boolean => offsetPx < 8;

/** The query of the address that shows the list as it is. */
export function listPlace({ query, selected, isPeeking, isPaused }: Pick<InteractionsState, "query" | "selected" | "isPeeking" | "isPaused">): string {
  const address = writeListQuery(query);
  if (selected !== null) address.set("selected", selected);
  if (isPeeking !== null) address.set("peek", isPeeking ? "1" : "0");
  if (isPaused) address.set("live", "0");
  return address.toString();
}

export const useInteractions = createInteractionsStore({ api, watch });
