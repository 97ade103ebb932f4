import { useState } from "react";
import type { Model } from "../../../shared/schemas/model.ts";
import { Field } from "../../components/Field.tsx";
import { Select } from "../../components/Select.tsx";
import { useSettings } from "../settings/settingsStore.ts";
import { gpuOptions } from "../settings/gpuOptions.ts";
import { DraftForm } from "./DraftForm.tsx";
import { isUp } from "./library.ts";
import { useModels } from "./modelsStore.ts";
import { contextWords, draftOf, readDraft, type RuntimeDraft } from "./runtimeDraft.ts";

/** How the model is loaded. A change loads a loaded model again, once its answers have ended: the core sees to that. */
export function SettingsSection({ model }: { model: Model }) {
  const [draft, setDraft] = useState<RuntimeDraft | null>(null);
  const cores = useSettings((state) => state.info?.cores);
  const shown = draft ?? draftOf(model.settings);
  const read = readDraft(shown);
  const problems = "problems" in read ? read.problems : {};
  const change = (part: Partial<RuntimeDraft>) => setDraft({ ...shown, ...part });
  const save = async () => {
    if ("settings" in read && (await useModels.getState().update(model.id, { settings: read.settings }))) setDraft(null);
  };
  return (
    <DraftForm title="Settings" note={isUp(model) ? "a change loads it again" : undefined} hasDraft={draft !== null} canSave={"settings" in read} saveLabel={isUp(model) ? "Save and load again" : "Save"} onSave={() => void save()} onDiscard={() => setDraft(null)}>
      <div className="form-row">
        <span className="form-name">GPU</span>
        <span>
          <Select label="GPU" value={shown.gpu} options={gpuOptions} onChange={(gpu) => change({ gpu: gpu as RuntimeDraft["gpu"] })} />
        </span>
      </div>
      <Field label="Threads" inputMode="numeric" value={shown.threads} placeholder={cores ? `automatic (${Math.max(1, cores - 1)})` : "automatic"} problem={problems.threads} onChange={(threads) => change({ threads })} />
      <Field label="Slots" inputMode="numeric" value={shown.slots} problem={problems.slots} onChange={(slots) => change({ slots })} />
      <Field label="Context per slot" inputMode="numeric" value={shown.contextTokens} placeholder="automatic" problem={problems.contextTokens} hint={"settings" in read ? contextWords(read.settings, model) : undefined} onChange={(contextTokens) => change({ contextTokens })} />
    </DraftForm>
  );
}
