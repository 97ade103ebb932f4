import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { BenchResult } from "../../../../shared/schemas/bench.ts";
import { api, type Parts } from "../../../api.ts";

type BenchState = {
  /** Newest first, of all models; null: not read yet. */
  results: BenchResult[] | null;
  failure: Failure | null;
  /** The job of the bench that was started here, and its model. */
  started: { jobId: string; modelId: string } | null;
  isStarting: boolean;
  refresh(): Promise<void>;
  start(modelId: string, isQuick: boolean): Promise<void>;
};

/** What benches measured, and the one that runs. */
export function createBenchStore({ api }: Pick<Parts, "api">) {
  return create<BenchState>()((set) => ({
    results: null,
    failure: null,
    started: null,
    isStarting: false,
    async refresh() {
      try {
        set({ results: await api.models.benches({}) });
      } catch (error) {
        set({ failure: toFailure(error) });
      }
    },
    async start(modelId, isQuick) {
      set({ isStarting: true, failure: null });
      try {
        const { jobId } = await api.models.bench({ id: modelId, quick: isQuick });
        set({ started: { jobId, modelId } });
      } catch (error) {
        set({ failure: toFailure(error) });
      } finally {
        set({ isStarting: false });
      }
    },
  }));
}

export const useBench = createBenchStore({ api });
