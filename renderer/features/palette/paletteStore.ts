import { create } from "zustand";
import { api, type Parts } from "../../api.ts";
import type { InteractionSummary } from "../../../shared/schemas/interaction.ts";

type PaletteState = {
  isOpen: boolean;
  isHelpOpen: boolean;
  found: InteractionSummary[];
  open(): void;
  close(): void;
  help(isOpen: boolean): void;
  /** Looks for interactions by id, or by words where the text is no id. */
  find(text: string): Promise<void>;
};

/** The command palette and the list of keys. */
export function createPaletteStore({ api }: Pick<Parts, "api">) {
  let asked = new AbortController();
  return create<PaletteState>()((set) => ({
    isOpen: false,
    isHelpOpen: false,
    found: [],
    open: () => set({ isOpen: true, isHelpOpen: false, found: [] }),
    close: () => set({ isOpen: false }),
    help: (isHelpOpen) => set({ isHelpOpen, isOpen: false }),
    async find(text) {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      const words = text.trim();
      if (words.length < 3) return set({ found: [] });
      // Every id starts like this: then the newest are the best guess.
      const isEveryId = "int_".startsWith(words);
      try {
        const { items } = await api.interactions.list({ ...(isEveryId ? {} : { text: words }), limit: 6 }, signal);
        if (!signal.aborted) set({ found: items });
      } catch {
        // The palette still finds pages, actions and models; the list page says what is wrong with the log.
        if (!signal.aborted) set({ found: [] });
      }
    },
  }));
}

export const usePalette = createPaletteStore({ api });
