import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { api, watch, type Parts } from "../../api.ts";

type JobsState = {
  jobs: Job[];
  failure: Failure | null;
  follow(): () => void;
  cancel(id: string): Promise<void>;
};

/** Work that goes on while pages come and go. */
export function createJobsStore({ api, watch }: Parts) {
  return create<JobsState>()((set) => ({
    jobs: [],
    failure: null,
    follow: () =>
      watch(
        (api, signal) => api.jobs.watch({}, signal),
        (jobs) => set({ jobs, failure: null }),
        (failure) => set({ failure }),
      ),
    async cancel(id) {
      try {
        const job = await api.jobs.cancel({ id });
        set(({ jobs }) => ({ jobs: jobs.map((each) => (each.id === id ? job : each)), failure: null }));
      } catch (error) {
        set({ failure: toFailure(error) });
      }
    },
  }));
}

export const useJobs = createJobsStore({ api, watch });
