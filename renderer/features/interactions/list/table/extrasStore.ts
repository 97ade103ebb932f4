import { create } from "zustand";
import type { Feedback } from "../../../../../shared/schemas/feedback.ts";
import { api, type Parts } from "../../../../api.ts";

type ExtrasState = {
  /** By column (`feedback`, `metadata.KEY`) and id; "" where there is none. */
  texts: Record<string, ReadonlyMap<string, string>>;
  /** These rows are looked at, with these columns. */
  need(ids: readonly string[], columns: readonly string[]): void;
};

/** So many rows are remembered a column. */
const kept = 600;
const restMs = 80;

/** What columns show that no list's row holds, read for the rows on the screen. */
export function createExtrasStore({ api }: Pick<Parts, "api">) {
  let rest: ReturnType<typeof setTimeout> | undefined;
  let reading = new AbortController();
  return create<ExtrasState>()((set, get) => {
    const put = (column: string, id: string, text: string) => {
      const known = new Map(get().texts[column]);
      known.set(id, text);
      for (const old of known.keys()) if (known.size > kept) known.delete(old);
      set({ texts: { ...get().texts, [column]: known } });
    };
    async function read(id: string, columns: readonly string[], signal: AbortSignal): Promise<void> {
      const missing = columns.filter((column) => !get().texts[column]?.has(id));
      if (missing.includes("feedback")) put("feedback", id, feedbackText(await api.interactions.feedback({ id }, signal)));
      const keys = missing.filter((column) => column !== "feedback");
      if (keys.length === 0) return;
      const { metadata } = await api.interactions.get({ id }, signal);
      for (const column of keys) put(column, id, metadataText(metadata?.[column.slice("metadata.".length)]));
    }
    return {
      texts: {},
      need(ids, columns) {
        clearTimeout(rest);
        if (columns.length === 0) return;
        rest = setTimeout(() => {
          reading.abort();
          reading = new AbortController();
          // A row that went meanwhile leaves its cell as it is.
          for (const id of ids) read(id, columns, reading.signal).catch(() => {});
        }, restMs);
      },
    };
  });
}

function metadataText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Feedback in a line: `helpful 1, thumb down: promised 14 days`. */
export function feedbackText(all: readonly Feedback[]): string {
  return all.map(({ name, value, label, comment }) => [[name, value ?? "", label ?? ""].filter((part) => part !== "").join(" "), comment ?? ""].filter(Boolean).join(": ")).join(", ");
}

export const useExtras = createExtrasStore({ api });
