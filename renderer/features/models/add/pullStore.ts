import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { CatalogEntry, PullRequest, UnfinishedPull } from "../../../../shared/schemas/pull.ts";
import { api, type Parts } from "../../../api.ts";

type PullState = {
  /** Null: not read yet. */
  catalog: CatalogEntry[] | null;
  unfinished: UnfinishedPull[];
  failure: Failure | null;
  /** Jobs of pulls that were asked for here, by their URI. */
  jobs: Readonly<Record<string, string>>;
  open(): Promise<void>;
  refreshUnfinished(): Promise<void>;
  /** Gives whether it has begun. */
  pull(request: PullRequest): Promise<boolean>;
  discard(uri: string): Promise<void>;
};

/** Models that can be fetched, and those that are being. */
export function createPullStore({ api }: Pick<Parts, "api">) {
  return create<PullState>()((set, get) => {
    async function attempt(work: () => Promise<void>): Promise<boolean> {
      set({ failure: null });
      try {
        await work();
        return true;
      } catch (error) {
        set({ failure: toFailure(error) });
        return false;
      }
    }
    return {
      catalog: null,
      unfinished: [],
      failure: null,
      jobs: {},
      async open() {
        await attempt(async () => set({ catalog: await api.models.catalog({}) }));
      },
      async refreshUnfinished() {
        // Only a hint on the page: the pull itself says what is wrong.
        const unfinished = await api.models.unfinishedPulls({}).catch(() => get().unfinished);
        set({ unfinished });
      },
      pull: (request) =>
        attempt(async () => {
          const { jobId } = await api.models.pull(request);
          set(({ jobs }) => ({ jobs: { ...jobs, [request.uri]: jobId } }));
          await get().refreshUnfinished();
        }),
      async discard(uri) {
        await attempt(() => api.models.discardPull({ uri }).then(() => undefined));
        await get().refreshUnfinished();
      },
    };
  });
}

export const usePull = createPullStore({ api });
