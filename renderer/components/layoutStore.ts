import { create } from "zustand";
import { z } from "zod";
import { api, watch, type Parts } from "../api.ts";

const Widths = z.record(z.string(), z.number()).catch({});
const key = "layout.widths";
const quietMs = 500;

type LayoutState = { widths: Record<string, number>; follow(): () => void; setWidth(name: string, width: number): void };

/** Pane widths by name, remembered by the core. */
export function createLayoutStore({ api, watch }: Parts) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return create<LayoutState>()((set, get) => ({
    widths: {},
    follow: () =>
      watch(
        async function* (api, signal) {
          yield (await api.settings.recall({ key }, signal)).value;
        },
        (value) => set({ widths: { ...Widths.parse(value ?? {}), ...get().widths } }),
      ),
    setWidth(name, width) {
      set(({ widths }) => ({ widths: { ...widths, [name]: width } }));
      clearTimeout(timer);
      // A width that was not remembered is the initial one next time; that is no trouble to report.
      timer = setTimeout(() => void api.settings.remember({ key, value: get().widths }).catch(() => {}), quietMs);
    },
  }));
}

export const useLayout = createLayoutStore({ api, watch });
