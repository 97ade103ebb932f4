import { create } from "zustand";
import { z } from "zod";
import { api, watch, type Parts } from "../../../../api.ts";
import { columnOf, standardColumns, type Column } from "./columns.tsx";

const Remembered = z.object({ shown: z.array(z.string().max(300)).min(1).max(60).catch([...standardColumns]), widths: z.record(z.string(), z.number()).catch({}) });
const key = "interactionColumns";
const quietMs = 500;
const [leastPx, mostPx] = [40, 900];

type ColumnsState = z.infer<typeof Remembered> & {
  follow(): () => void;
  toggle(id: string): void;
  /** Exactly these, in this order; what is no column is left out. */
  show(ids: readonly string[]): void;
  /** One place to the left (-1) or right (1). */
  shift(id: string, step: 1 | -1): void;
  setWidth(id: string, widthPx: number): void;
  reset(): void;
};

const standard = { shown: [...standardColumns], widths: {} };

/** Which columns the list shows, in which order and how wide; remembered by the core. */
export function createColumnsStore({ api, watch }: Parts) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return create<ColumnsState>()((set, get) => {
    const change = (next: Partial<z.infer<typeof Remembered>>) => {
      set(next);
      clearTimeout(timer);
      // What was not remembered is as at first next time; that is no trouble to report.
      timer = setTimeout(() => void api.settings.remember({ key, value: { shown: get().shown, widths: get().widths } }).catch(() => {}), quietMs);
    };
    return {
      ...standard,
      follow: () =>
        watch(
          async function* (api, signal) {
            yield (await api.settings.recall({ key }, signal)).value;
          },
          (value) => {
            const { data } = Remembered.safeParse(value);
            if (data) set({ shown: data.shown.filter((id) => columnOf(id)), widths: data.widths });
          },
        ),
      toggle(id) {
        const { shown } = get();
        if (!shown.includes(id)) change({ shown: [...shown, id] });
        else if (shown.length > 1) change({ shown: shown.filter((each) => each !== id) });
      },
      show(ids) {
        const shown = ids.filter((id) => columnOf(id));
        if (shown.length > 0) change({ shown });
      },
      shift(id, step) {
        const { shown } = get();
        const at = shown.indexOf(id);
        const to = at + step;
        if (at >= 0 && to >= 0 && to < shown.length) change({ shown: shown.toSpliced(at, 1).toSpliced(to, 0, id) });
      },
      setWidth: (id, widthPx) => change({ widths: { ...get().widths, [id]: Math.round(Math.min(Math.max(widthPx, leastPx), mostPx)) } }),
      reset: () => change(standard),
    };
  });
}

export const useColumns = createColumnsStore({ api, watch });

/** A column that is shown; `widthPx` null takes what is left. */
export type ShownColumn = Column & { widthPx: number | null };

/** Left out one after the other where the usual columns do not fit. */
const spared = ["tokensPerSecond", "promptTokens", "firstTokenMs", "bar"];
const markPx = 34;
/** What the column that takes the rest has at least, and what is spared for it. */
const [fillPx, comfortPx] = [180, 210];

/** How wide the table of some columns is at least, in px. */
export const tableWidth = (columns: readonly ShownColumn[]): number => markPx + columns.reduce((sum, { widthPx }) => sum + (widthPx ?? fillPx), 0);

/** The columns that are shown, as wide as they are. Of the usual ones a narrow view has fewer; whoever chose, scrolls. */
export function shownColumns({ shown, widths }: Pick<ColumnsState, "shown" | "widths">, viewWidthPx: number): ShownColumn[] {
  const all = shown.flatMap((id) => {
    const column = columnOf(id);
    return column ? [{ ...column, widthPx: widths[id] ?? column.widthPx }] : [];
  });
  if (viewWidthPx === 0 || shown.join() !== standardColumns.join()) return all;
  let fitting = all;
  for (const id of spared) if (tableWidth(fitting) + comfortPx - fillPx > viewWidthPx) fitting = fitting.filter((column) => column.id !== id);
  return fitting;
}
