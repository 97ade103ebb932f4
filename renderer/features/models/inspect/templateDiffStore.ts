import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { TemplateComparison } from "../../../../shared/schemas/model.ts";
import { api, type Parts } from "../../../api.ts";

type DiffState = {
  /** The two models that are compared, as `a b`. */
  key: string | null;
  comparison: TemplateComparison | null;
  failure: Failure | null;
  open(id: string, otherId: string): Promise<void>;
};

/** The difference of two models' chat templates. */
export function createTemplateDiffStore({ api }: Pick<Parts, "api">) {
  return create<DiffState>()((set, get) => ({
    key: null,
    comparison: null,
    failure: null,
    async open(id, otherId) {
      const key = `${id} ${otherId}`;
      if (get().key === key && !get().failure) return;
      set({ key, comparison: null, failure: null });
      const keep = (part: Partial<DiffState>) => get().key === key && set(part);
      try {
        keep({ comparison: await api.models.compareTemplates({ id, otherId }) });
      } catch (error) {
        keep({ failure: toFailure(error) });
      }
    },
  }));
}

export const useTemplateDiff = createTemplateDiffStore({ api });
