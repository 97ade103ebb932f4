import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { FoundFile } from "../../../../shared/schemas/model.ts";
import { api, type Parts } from "../../../api.ts";
import { useModels, type createModelsStore } from "../modelsStore.ts";
import { canImport } from "./foundFiles.ts";

type ScanState = {
  /** Null: nothing was looked for yet. */
  jobId: string | null;
  isLooking: boolean;
  found: FoundFile[];
  failure: Failure | null;
  /** Paths that are marked to be imported. */
  marked: ReadonlySet<string>;
  isImporting: boolean;
  /** Looks through `folder`; left out, where other programs keep their models. */
  look(folder?: string): Promise<void>;
  toggle(path: string): void;
  /** Marks all that can be imported, or none. */
  toggleAll(): void;
  /** Gives the ids of what came in; what was refused stands in the library. */
  importMarked(): Promise<string[]>;
  stop(): void;
};

type ScanParts = Pick<Parts, "api"> & { models: Pick<ReturnType<typeof createModelsStore>, "getState"> };

/** A look through folders for models. It goes on as a job when the dialog closes. */
export function createScanStore({ api, models }: ScanParts) {
  /** What an earlier look still finds is not shown. */
  let looks = 0;
  return create<ScanState>()((set, get) => ({
    jobId: null,
    isLooking: false,
    found: [],
    failure: null,
    marked: new Set(),
    isImporting: false,
    async look(folder) {
      const mine = ++looks;
      set({ isLooking: true, found: [], failure: null, marked: new Set(), jobId: null });
      try {
        const { jobId } = await api.models.scan(folder ? { paths: [folder] } : {});
        if (mine !== looks) return;
        set({ jobId });
        for await (const found of api.models.found({ jobId })) {
          if (mine !== looks) return;
          set({ found });
        }
      } catch (error) {
        if (mine === looks) set({ failure: toFailure(error) });
      } finally {
        if (mine === looks) set({ isLooking: false });
      }
    },
    toggle: (path) =>
      set(({ marked }) => {
        const next = new Set(marked);
        if (!next.delete(path)) next.add(path);
        return { marked: next };
      }),
    toggleAll: () =>
      set(({ found, marked }) => {
        const all = found.filter(canImport).map(({ path }) => path);
        return { marked: new Set(all.every((path) => marked.has(path)) ? [] : all) };
      }),
    async importMarked() {
      const paths = get().found.filter(({ path }) => get().marked.has(path)).map(({ path }) => path);
      set({ isImporting: true });
      try {
        const taken = await models.getState().importFiles(paths);
        const refused = new Set(models.getState().refused.map(({ path }) => path));
        const ids = new Map(paths.filter((path) => !refused.has(path)).map((path, index) => [path, taken[index]!.id]));
        set(({ found }) => ({ marked: new Set(), found: found.map((file) => ({ ...file, modelId: ids.get(file.path) ?? file.modelId })) }));
        return taken.map(({ id }) => id);
      } finally {
        set({ isImporting: false });
      }
    },
    stop() {
      const { jobId } = get();
      if (jobId) api.jobs.cancel({ id: jobId }).catch(() => {});
    },
  }));
}

export const useScan = createScanStore({ api, models: useModels });
