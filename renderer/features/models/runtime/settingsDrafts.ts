import { create } from "zustand";
import type { Model, ModelSettings } from "../../../../shared/schemas/model.ts";
import { draftOf, readDraft, type RuntimeDraft } from "./runtimeDraft.ts";

type DraftsState = {
  /** What is typed and not saved, by the model's id. */
  drafts: Readonly<Record<string, RuntimeDraft>>;
  edit(model: Model, part: Partial<RuntimeDraft>): void;
  /** Puts whole settings into the form, to be looked at before they are saved. */
  use(id: string, settings: ModelSettings): void;
  discard(id: string): void;
};

/** Settings that are thought of: the form writes them, the fit shows what they would take. */
export const useSettingsDrafts = create<DraftsState>()((set) => {
  const put = (id: string, draft: RuntimeDraft) => set(({ drafts }) => ({ drafts: { ...drafts, [id]: draft } }));
  return {
    drafts: {},
    edit: (model, part) => put(model.id, { ...(useSettingsDrafts.getState().drafts[model.id] ?? draftOf(model.settings)), ...part }),
    use: (id, settings) => put(id, draftOf(settings)),
    discard: (id) => set(({ drafts }) => ({ drafts: Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== id)) })),
  };
});

/** The settings in question: those typed, where they can be read, else the model's own. */
export function useChosenSettings(model: Model): ModelSettings {
  const draft = useSettingsDrafts((state) => state.drafts[model.id]);
  const read = draft && readDraft(draft);
  return read && "settings" in read ? read.settings : model.settings;
}
