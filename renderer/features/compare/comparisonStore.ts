import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import type { Comparison, ComparisonSummary } from "../../../shared/schemas/comparison.ts";
import { api, watch, type Parts } from "../../api.ts";

type ComparisonState = {
  /** The one on the screen; null: not there yet. */
  comparison: Comparison | null;
  failure: Failure | null;
  /** All that are kept, newest first; null: not known yet. */
  earlier: ComparisonSummary[] | null;
  earlierFailure: Failure | null;
  /** Shows a comparison, live while it runs; gives its stop. */
  follow(id: string): () => void;
  cancel(): Promise<void>;
  list(): Promise<void>;
};

/** Comparisons as the core has them. */
export function createComparisonStore({ api, watch }: Parts) {
  return create<ComparisonState>()((set, get) => ({
    comparison: null,
    failure: null,
    earlier: null,
    earlierFailure: null,
    follow(id) {
      if (get().comparison?.id !== id) set({ comparison: null });
      set({ failure: null });
      return watch(
        (api, signal) => api.compare.watch({ id }, signal),
        (comparison) => set({ comparison, failure: null }),
        (failure) => set({ failure }),
      );
    },
    async cancel() {
      const jobId = get().comparison?.jobId;
      if (!jobId) return;
      try {
        await api.jobs.cancel({ id: jobId });
      } catch (error) {
        set({ failure: toFailure(error) });
      }
    },
    async list() {
      try {
        set({ earlier: await api.compare.list({}), earlierFailure: null });
      } catch (error) {
        set({ earlierFailure: toFailure(error) });
      }
    },
  }));
}

export const useComparisons = createComparisonStore({ api, watch });
