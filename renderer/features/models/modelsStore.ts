import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import type { Inspection, Model, ModelChanges } from "../../../shared/schemas/model.ts";
import { isUsable } from "./library.ts";
import { api, watch, type Parts } from "../../api.ts";

/** Something that was asked of the library and did not work. */
export type Trouble = { title: string; failure: Failure };
export type ImportTrouble = { path: string; failure: Failure };

type Inspected = Inspection | { failure: Failure } | null;
const placeKey = (model: Model) => `${model.id} ${model.location}`;

type ModelsState = {
  /** Null: not known yet. */
  models: Model[] | null;
  failure: Failure | null;
  /** The last trouble with each model, by id. */
  troubles: Record<string, Trouble>;
  /** Files that were not taken in. */
  refused: ImportTrouble[];
  importing: string[];
  /** A model whose removal can't be undone, while that is asked. */
  removing: Model | null;
  /** The last removal, as long as its message offers to undo it. */
  removed: { name: string; undo(): void } | null;
  /** What the header of each file says, by `placeKey`; null: it is being read. */
  inspections: Record<string, Inspected>;
  follow(): () => void;
  /** Gives the ids of the models that the files are now. */
  importFiles(paths: string[]): Promise<{ id: string; alreadyThere: boolean }[]>;
  dismiss(path: string): void;
  load(id: string): Promise<void>;
  unload(id: string): Promise<void>;
  update(id: string, change: ModelChanges): Promise<boolean>;
  /** Gives whether it is gone. */
  remove(id: string): Promise<boolean>;
  inspect(model: Model): Promise<void>;
};

/** The library of models, as the core has it. */
export function createModelsStore({ api, watch }: Parts) {
  let inspecting = Promise.resolve();
  return create<ModelsState>()((set, get) => {
    const put = (model: Model) => set(({ models }) => ({ models: models?.some(({ id }) => id === model.id) ? models.map((each) => (each.id === model.id ? model : each)) : [...(models ?? []), model] }));
    const clear = (id: string) => set(({ troubles }) => ({ troubles: Object.fromEntries(Object.entries(troubles).filter(([key]) => key !== id)) }));

    async function attempt<T>(id: string, title: string, work: () => Promise<T>): Promise<T | null> {
      clear(id);
      try {
        return await work();
      } catch (error) {
        set(({ troubles }) => ({ troubles: { ...troubles, [id]: { title, failure: toFailure(error) } } }));
        return null;
      }
    }

    return {
      models: null,
      failure: null,
      troubles: {},
      refused: [],
      importing: [],
      removing: null,
      removed: null,
      inspections: {},
      follow: () =>
        watch(
          (api, signal) => api.models.watch({}, signal),
          (models) => set({ models, failure: null }),
          (failure) => set({ failure }),
        ),
      async importFiles(paths) {
        set(({ importing }) => ({ importing: [...importing, ...paths], refused: [] }));
        const taken: { id: string; alreadyThere: boolean }[] = [];
        for (const path of paths) {
          try {
            const { model, alreadyThere } = await api.models.import({ path });
            put(model);
            taken.push({ id: model.id, alreadyThere });
          } catch (error) {
            set(({ refused }) => ({ refused: [...refused, { path, failure: toFailure(error) }] }));
          } finally {
            set(({ importing }) => ({ importing: importing.filter((each) => each !== path) }));
          }
        }
        return taken;
      },
      dismiss: (path) => set(({ refused }) => ({ refused: refused.filter((each) => each.path !== path) })),
      async load(id) {
        const model = await attempt(id, "The model could not be loaded", () => api.models.load({ id }));
        if (model) put(model);
      },
      async unload(id) {
        const model = await attempt(id, "The model could not be unloaded", () => api.models.unload({ id }));
        if (model) put(model);
      },
      async update(id, change) {
        const model = await attempt(id, "The change was not saved", () => api.models.update({ id, ...change }));
        if (model) put(model);
        return model !== null;
      },
      async remove(id) {
        const isGone = (await attempt(id, "The model could not be removed", () => api.models.remove({ id }))) !== null;
        if (isGone) set(({ models }) => ({ models: models?.filter((each) => each.id !== id) ?? null }));
        return isGone;
      },
      async inspect(model) {
        const key = placeKey(model);
        if (!isUsable(model) || key in get().inspections) return;
        const keep = (inspection: Inspected) => set(({ inspections }) => ({ inspections: { ...inspections, [key]: inspection } }));
        keep(null);
        // One after the other: a big library must not ask for all its headers at once.
        inspecting = inspecting.then(async () => {
          try {
            keep(await api.models.inspect({ path: model.location }));
          } catch (error) {
            keep({ failure: toFailure(error) });
          }
        });
        await inspecting;
      },
    };
  });
}

export const useModels = createModelsStore({ api, watch });

/** What the header of the model's file says; null: not known, or not there. */
export function useInspection(model: Model): Inspected {
  const inspection = useModels((state) => state.inspections[placeKey(model)]);
  return isUsable(model) ? (inspection ?? null) : null;
}
