import { KvType, type Model } from "../../../../shared/schemas/model.ts";
import { Select } from "../../../components/Select.tsx";
import { Switch } from "../../../components/Switch.tsx";
import { offered } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import type { RuntimeDraft } from "./runtimeDraft.ts";

const kvTypes = KvType.options.map((value) => ({ value, label: value.toUpperCase() }));
const shifts = [
  { value: "error", label: "End the answer" },
  { value: "shift", label: "Forget the oldest and go on" },
];
const none = "none";

/** What is set more seldom: the type of the KV cache, guessing ahead, and what a full context means. */
export function MoreSettings({ model, shown, onChange }: { model: Model; shown: RuntimeDraft; onChange(part: Partial<RuntimeDraft>): void }) {
  const models = useModels((state) => state.models) ?? [];
  const drafts = offered(models).filter((each) => each.id !== model.id && each.sizeBytes < model.sizeBytes);
  const options = [{ value: none, label: "None" }, ...drafts.map((each) => ({ value: each.id, label: each.name }))];
  return (
    <details className="more-settings">
      <summary>Cache and speculation</summary>
      <div className="form-row">
        <span className="form-name">KV cache</span>
        <span>
          <Select label="Type of the KV cache" value={shown.kvType} options={kvTypes} onChange={(kvType) => onChange({ kvType: KvType.parse(kvType) })} />
        </span>
      </div>
      <div className="form-row">
        <span className="form-name">Full context</span>
        <span>
          <Select label="When the context is full" value={shown.contextShift} options={shifts} onChange={(contextShift) => onChange({ contextShift: contextShift === "shift" ? "shift" : "error" })} />
        </span>
      </div>
      <div className="form-row">
        <span className="form-name">Draft model</span>
        <span>
          <Select label="Draft model" value={shown.draftModelId ?? none} options={options} onChange={(id) => onChange({ draftModelId: id === none ? null : id })} />
        </span>
      </div>
      <div className="form-row">
        <span className="form-name">Prompt lookup</span>
        <span className="form-switch">
          <Switch label="Prompt lookup" checked={shown.promptLookup} onChange={(promptLookup) => onChange({ promptLookup })} />
          <span className="form-note">Guesses ahead from the prompt's own words.</span>
        </span>
      </div>
    </details>
  );
}
