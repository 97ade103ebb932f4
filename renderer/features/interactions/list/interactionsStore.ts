import { create } from "zustand";
import { api, watch, type Parts } from "../../../api.ts";
import { keepLive } from "./listLive.ts";
import { readListQuery, writeListQuery, type ListQuery } from "./listQuery.ts";
import { createListReading, noRows, type ListRows } from "./listRows.ts";
import { forgottenAround, indexOfRow, missingBetween, rowAt, rowCount } from "./rowWindow.ts";

type InteractionsState = ListRows & {
  selected: string | null;
  /** Whether the inspector is open; null: where there is room for it. */
  isPeeking: boolean | null;
  marked: ReadonlySet<string>;
  /** How far the list is scrolled, in px. */
  offsetPx: number;
  /** Shows what an address says. */
  open(address: URLSearchParams): void;
  change(change: Partial<ListQuery>): void;
  /** Reads the list anew, from its top. */
  refresh(): Promise<void>;
  /** Rows `first` to `last` are on the screen. */
  need(first: number, last: number): void;
  scrolled(offsetPx: number): void;
  select(id: string | null): void;
  move(step: 1 | -1): Promise<void>;
  /** The row below (1) or above (-1) one; null: there is none, or the list does not know it. */
  neighbour(id: string, step: 1 | -1): Promise<string | null>;
  peek(isPeeking: boolean): void;
  toggleMark(id: string): void;
  clearMarks(): void;
  follow(): () => void;
};

const quietMs = 200;

/** The recorded interactions, newest first, as the log is. Only rows near those on the screen are in memory. */
export function createInteractionsStore({ api, watch, batchMs = 100, askAgainMs = 1000 }: Parts & { batchMs?: number; askAgainMs?: number }) {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  return create<InteractionsState>()((set, get) => {
    const reading = createListReading({ api, get, set });
    return {
      ...noRows,
      selected: null,
      isPeeking: null,
      marked: new Set(),
      offsetPx: 0,
      open(address) {
        const query = readListQuery(address);
        const isSame = writeListQuery(query).toString() === writeListQuery(get().query).toString();
        const peek = address.get("peek");
        set({ query, selected: address.get("selected"), isPeeking: peek === null ? null : peek === "1" });
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
      select: (selected) => set({ selected }),
      async move(step) {
        const { rows, selected, neighbour } = get();
        if (!rows) return;
        const index = selected === null ? -1 : indexOfRow(rows, selected);
        const near = index < 0 ? undefined : rowAt(rows, index + step);
        const id = near?.id ?? (selected === null ? null : await neighbour(selected, step));
        if (get().selected !== selected) return;
        const known = get().rows!;
        if (id !== null && indexOfRow(known, id) >= 0) set({ selected: id });
        else if (selected === null || indexOfRow(known, selected) < 0) set({ selected: rowAt(known, 0)?.id ?? null });
      },
      async neighbour(id, step) {
        if (!get().rows) await reading.anew();
        const forgotten = get().rows && forgottenAround(get().rows!, id);
        if (forgotten) await reading.bringBack([forgotten]);
        const index = get().rows ? indexOfRow(get().rows!, id) : -1;
        if (index < 0) return step < 0 ? null : ((await reading.reads.page(get().query, id, 1))?.items[0]?.id ?? null);
        const target = index + step;
        if (target < 0) return null;
        if (target >= rowCount(get().rows!)) await reading.more();
        else await reading.bringBack(missingBetween(get().rows!, target, target));
        return rowAt(get().rows!, target)?.id ?? null;
      },
      peek: (isPeeking) => set({ isPeeking }),
      toggleMark: (id) => set(({ marked }) => ({ marked: marked.has(id) ? new Set([...marked].filter((each) => each !== id)) : new Set([...marked, id]) })),
      clearMarks: () => set({ marked: new Set() }),
      follow: () => keepLive({ watch, reading, get, set, isAtTop: () => isAtTop(get()), hasSelection: () => get().selected !== null, batchMs, askAgainMs }),
    };
  });
}

export const isAtTop = ({ offsetPx }: Pick<InteractionsState, "offsetPx">): boolean => offsetPx < 8;

/** The query of the address that shows the list as it is. */
export function listPlace({ query, selected, isPeeking }: Pick<InteractionsState, "query" | "selected" | "isPeeking">): string {
  const address = writeListQuery(query);
  if (selected !== null) address.set("selected", selected);
  if (isPeeking !== null) address.set("peek", isPeeking ? "1" : "0");
  return address.toString();
}

export const useInteractions = createInteractionsStore({ api, watch });
