import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import { defaultRetention, type Retention, type RetentionPreview, type RetentionRule } from "../../../../shared/schemas/retention.ts";
import { api, watch, type Parts } from "../../../api.ts";

/** A person types on; the last word counts. */
const previewAfterMs = 250;

type RetentionState = {
  saved: Retention;
  /** What is on the screen; the preview is of it. */
  draft: Retention;
  /** Null: it is being worked out. */
  preview: RetentionPreview | null;
  failure: Failure | null;
  follow(): () => void;
  edit(change: Partial<Retention>): void;
  editRule(index: number, change: Partial<RetentionRule>): void;
  addRule(): void;
  removeRule(index: number): void;
  discard(): void;
  /** Gives what was set before, or null where nothing was saved. */
  save(): Promise<Retention | null>;
  restore(retention: Retention): Promise<void>;
  /** Gives whether the job began. */
  apply(): Promise<boolean>;
};

/** Rules for what goes, as they are edited, with what they would take. */
export function createRetentionStore({ api, watch }: Parts) {
  let asking: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  return create<RetentionState>()((set, get) => {
    async function look(): Promise<void> {
      asking?.abort();
      const mine = (asking = new AbortController());
      try {
        const preview = await api.care.previewRetention({ retention: get().draft }, mine.signal);
        if (!mine.signal.aborted) set({ preview, failure: null });
      } catch (error) {
        if (!mine.signal.aborted) set({ failure: toFailure(error) });
      }
    }
    function show(draft: Retention, afterMs: number): void {
      clearTimeout(timer);
      asking?.abort();
      set({ draft, preview: null, failure: null });
      timer = setTimeout(() => void look(), afterMs);
    }
    async function keep(retention: Retention): Promise<boolean> {
      try {
        const saved = await api.care.setRetention(retention);
        set({ saved });
        show(saved, 0);
        return true;
      } catch (error) {
        set({ failure: toFailure(error) });
        return false;
      }
    }
    const edit = (change: Partial<Retention>) => show({ ...get().draft, ...change }, previewAfterMs);

    return {
      saved: defaultRetention,
      draft: defaultRetention,
      preview: null,
      failure: null,
      follow: () =>
        watch(
          async function* (api, signal) {
            yield await api.care.retention({}, signal);
          },
          (saved) => {
            set({ saved });
            show(saved, 0);
          },
          (failure) => set({ failure }),
        ),
      edit,
      editRule: (index, change) => edit({ rules: get().draft.rules.map((rule, at) => (at === index ? { ...rule, ...change } : rule)) }),
      addRule: () => edit({ rules: [...get().draft.rules, { name: newName(get().draft.rules), olderThanDays: 90, statuses: [], tags: [] }] }),
      removeRule: (index) => edit({ rules: get().draft.rules.filter((_, at) => at !== index) }),
      discard: () => show(get().saved, 0),
      async save() {
        const before = get().saved;
        return (await keep(get().draft)) ? before : null;
      },
      restore: async (retention) => void (await keep(retention)),
      async apply() {
        try {
          await api.care.applyRetention({});
          return true;
        } catch (error) {
          set({ failure: toFailure(error) });
          return false;
        }
      },
    };
  });
}

function newName(rules: readonly RetentionRule[]): string {
  for (let n = rules.length + 1; ; n++) if (!rules.some(({ name }) => name === `Rule ${n}`)) return `Rule ${n}`;
}

export const useRetention = createRetentionStore({ api, watch });
