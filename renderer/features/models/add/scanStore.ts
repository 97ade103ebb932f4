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
  return create<ScanState>()((set, get) => ({
    jobId: null,
    isLooking: false,
    found: [],
    failure: null,
    marked: new Set(),
    isImporting: false,
    async look(folder) {
      set({ isLooking: true, found: [], failure: null, marked: new Set(), jobId: null });
      try {
        const { jobId } = await api.models.scan(folder ? { paths: [folder] } : {});
        set({ jobId });
        for await (const found of api.models.found({ jobId })) {
          if (get().jobId !== jobId) return;
          set({ found });
        }
      } catch (error) {
        set({ failure: toFailure(error) });
      } finally {
        set({ isLooking: false });
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
        set(({ found }) => ({ marked: new Set(), found: found.map((file) => (paths.includes(file.path) && !refused.has(file.path) ? { ...file, modelId: taken.at(-1)?.id ?? "" } : file)) }));
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
