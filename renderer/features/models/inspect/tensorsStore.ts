import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { Model, TensorRow } from "../../../../shared/schemas/model.ts";
import { api, type Parts } from "../../../api.ts";

export type Tensors = { state: "reading" } | { state: "read"; rows: TensorRow[] } | { state: "failed"; failure: Failure };
type TensorsState = { /** The file whose tensors are shown. */ path: string | null; tensors: Tensors; open(model: Pick<Model, "location">): Promise<void> };

/** Every tensor of the file that is looked at; of one file at a time, a big one has thousands. */
export function createTensorsStore({ api }: Pick<Parts, "api">) {
  return create<TensorsState>()((set, get) => ({
    path: null,
    tensors: { state: "reading" },
    async open({ location: path }) {
      if (get().path === path && get().tensors.state !== "failed") return;
      set({ path, tensors: { state: "reading" } });
      const keep = (tensors: Tensors) => get().path === path && set({ tensors });
      try {
        keep({ state: "read", rows: await api.models.tensors({ path }) });
      } catch (error) {
        keep({ state: "failed", failure: toFailure(error) });
      }
    },
  }));
}

export const useTensors = createTensorsStore({ api });
