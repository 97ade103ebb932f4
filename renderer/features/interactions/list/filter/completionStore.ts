import { create } from "zustand";
import { completeFilter } from "../../../../../shared/filter/completeFilter.ts";
import { api, type Parts } from "../../../../api.ts";
import { quoted } from "./filterParts.ts";

/** What may stand next: `label` is shown, `insert` takes the place of what is typed there. `count`: how often a value occurs. */
export type Option = { label: string; insert: string; note: string | null; count: number | null };

type CompletionState = {
  options: Option[];
  /** The one that Enter takes; -1: none. */
  active: number;
  /** What may come at `caret`; values of a field are asked of the core. */
  ask(text: string, caret: number): void;
  step(step: 1 | -1): void;
  /** The text with an option in it, and where the caret is then. */
  pick(index: number): { text: string; caret: number } | null;
  close(): void;
};

const most = 50;
const bare = /^[\p{L}_][\p{L}\p{N}_./-]*$/u;

/** Completes a filter while it is typed. */
export function createCompletionStore({ api }: Pick<Parts, "api">) {
  let asked = new AbortController();
  let place = { text: "", from: 0, to: 0 };
  return create<CompletionState>()((set, get) => ({
    options: [],
    active: -1,
    ask(text, caret) {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      const found = completeFilter(text, caret);
      place = { text, from: found.from, to: found.to };
      const words = found.options.slice(0, most).map((insert): Option => ({ label: insert, insert, note: null, count: null }));
      set({ options: words, active: words.length > 0 && found.to > found.from ? 0 : -1 });
      if (!found.values) return;
      api.interactions.values({ field: found.values.field, prefix: found.values.prefix, limit: 20 }, signal).then(
        ({ values }) => {
          if (signal.aborted) return;
          const options = values.map(({ value, count }): Option => ({ label: value, insert: bare.test(value) ? value : quoted(value), note: null, count }));
          set({ options: [...options, ...words], active: options.length > 0 && found.to > found.from ? 0 : get().active });
        },
        // Values that can't be read are typed out; the list says what is wrong with the log.
        () => {},
      );
    },
    step(step) {
      const { options, active } = get();
      if (options.length > 0) set({ active: (active + step + options.length) % options.length });
    },
    pick(index) {
      const option = get().options[index];
      if (!option) return null;
      const { text, from, to } = place;
      const rest = text.slice(to);
      const insert = /^\s/.test(rest) ? option.insert : `${option.insert} `;
      return { text: `${text.slice(0, from)}${insert}${rest}`, caret: from + insert.length };
    },
    close() {
      asked.abort();
      set({ options: [], active: -1 });
    },
  }));
}

export const useCompletion = createCompletionStore({ api });
