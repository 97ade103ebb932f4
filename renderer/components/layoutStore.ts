import { create } from "zustand";
import { z } from "zod";
import { api, watch, type Parts } from "../api.ts";

const Layout = z.object({ widths: z.record(z.string(), z.number()).catch({}), isRailNarrow: z.boolean().catch(false) }).catch({ widths: {}, isRailNarrow: false });
const key = "layout";
const quietMs = 500;

type LayoutState = z.infer<typeof Layout> & { follow(): () => void; setWidth(name: string, width: number): void; toggleRail(): void };

/** Pane widths by name and the rail's, remembered by the core. */
export function createLayoutStore({ api, watch }: Parts) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return create<LayoutState>()((set, get) => {
    const change = (layout: Partial<z.infer<typeof Layout>>) => {
      set(layout);
      clearTimeout(timer);
      // What was not remembered is as at first next time; that is no trouble to report.
      timer = setTimeout(() => void api.settings.remember({ key, value: Layout.parse(get()) }).catch(() => {}), quietMs);
    };
    return {
      widths: {},
      isRailNarrow: false,
      follow: () =>
        watch(
          async function* (api, signal) {
            yield (await api.settings.recall({ key }, signal)).value;
          },
          (value) => set(Layout.parse(value)),
        ),
      setWidth: (name, width) => change({ widths: { ...get().widths, [name]: width } }),
      toggleRail: () => change({ isRailNarrow: !get().isRailNarrow }),
    };
  });
}

export const useLayout = createLayoutStore({ api, watch });
