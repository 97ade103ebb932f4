import type { Model } from "../../../../shared/schemas/model.ts";
import { Field } from "../../../components/Field.tsx";
import { Select } from "../../../components/Select.tsx";
import { Switch } from "../../../components/Switch.tsx";
import { gpuOptions } from "../../settings/gpuOptions.ts";
import { useSettings } from "../../settings/settingsStore.ts";
import { DraftForm } from "../facts/DraftForm.tsx";
import { isUp } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import { MoreSettings } from "./MoreSettings.tsx";
import { contextWords, draftOf, readDraft, type RuntimeDraft } from "./runtimeDraft.ts";
import { useSettingsDrafts } from "./settingsDrafts.ts";

/** How the model is loaded. The fit beside it follows as one types; a change loads a loaded model again, once its answers have ended: the core sees to that. */
export function SettingsSection({ model }: { model: Model }) {
  const draft = useSettingsDrafts((state) => state.drafts[model.id]);
  const cores = useSettings((state) => state.info?.cores);
  const { edit, discard } = useSettingsDrafts.getState();
  const shown = draft ?? draftOf(model.settings);
  const read = readDraft(shown);
  const problems = "problems" in read ? read.problems : {};
  const change = (part: Partial<RuntimeDraft>) => edit(model, part);
  const layers = model.runtime.state === "loaded" ? model.runtime.runtime.layers : null;
  const save = async () => {
    if ("settings" in read && (await useModels.getState().update(model.id, { settings: read.settings }))) discard(model.id);
  };
  return (
    <DraftForm title="Settings" note={isUp(model) ? "a change loads it again" : undefined} hasDraft={draft !== undefined} canSave={"settings" in read} saveLabel={isUp(model) ? "Save and load again" : "Save"} onSave={() => void save()} onDiscard={() => discard(model.id)}>
      <Field label="Context per slot" inputMode="numeric" value={shown.contextTokens} placeholder="automatic" problem={problems.contextTokens} hint={"settings" in read ? contextWords(read.settings, model) : undefined} onChange={(contextTokens) => change({ contextTokens })} />
      <Field label="Slots" inputMode="numeric" value={shown.slots} problem={problems.slots} onChange={(slots) => change({ slots })} />
      <Field label="Replicas" inputMode="numeric" value={shown.replicas} placeholder="automatic" problem={problems.replicas} onChange={(replicas) => change({ replicas })} />
      <Field label="Threads" inputMode="numeric" value={shown.threads} placeholder={cores ? `automatic (${Math.max(1, cores - 1)})` : "automatic"} problem={problems.threads} onChange={(threads) => change({ threads })} />
      <div className="form-row">
        <span className="form-name">GPU</span>
        <span>
          <Select label="GPU" value={shown.gpu} options={gpuOptions} onChange={(gpu) => change({ gpu: gpu as RuntimeDraft["gpu"] })} />
        </span>
      </div>
      <Field label="Layers on GPU" inputMode="numeric" value={shown.gpuLayers} placeholder={layers === null ? "as many as fit" : `as many as fit, of ${layers}`} problem={problems.gpuLayers} onChange={(gpuLayers) => change({ gpuLayers })} />
      <div className="form-row">
        <span className="form-name">Pin</span>
        <span className="form-switch">
          <Switch label="Pin in memory" checked={shown.isPinned} onChange={(isPinned) => change({ isPinned })} />
          <span className="form-note">{shown.isPinned ? "Loaded at start, never unloaded to make room." : "Leaves memory when another model needs it."}</span>
        </span>
      </div>
      {!shown.isPinned && <Field label="Keep alive, min" inputMode="decimal" value={shown.keepAliveMinutes} placeholder="until memory is needed" problem={problems.keepAliveMinutes} onChange={(keepAliveMinutes) => change({ keepAliveMinutes })} />}
      <MoreSettings model={model} shown={shown} onChange={change} />
    </DraftForm>
  );
}
