import { useState } from "react";
import type { Model } from "../../../../shared/schemas/model.ts";
import { Field } from "../../../components/Field.tsx";
import { Select } from "../../../components/Select.tsx";
import { byText } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import { DraftForm } from "./DraftForm.tsx";

type Names = Pick<Model, "name" | "family" | "version" | "baseId">;
const none = "none";

/** What the model is called, where it stands among its versions, why that was guessed, and the way to correct it. */
export function NamesSection({ model }: { model: Model }) {
  const [draft, setDraft] = useState<Names | null>(null);
  const models = useModels((state) => state.models) ?? [];
  const shown = draft ?? model;
  const change = (part: Partial<Names>) => setDraft({ name: shown.name, family: shown.family, version: shown.version, baseId: shown.baseId, ...part });
  const isTaken = models.some((other) => other.id !== model.id && other.name === shown.name.trim());
  const problem = shown.name.trim() === "" ? "A model needs a name." : isTaken ? "Another model has this name." : null;
  const bases = models.filter((each) => each.id !== model.id && each.kind === "model").toSorted((a, b) => Number(b.family === shown.family) - Number(a.family === shown.family) || byText.compare(a.name, b.name));
  const save = async () => {
    if (problem || !draft) return;
    const { name, family, version, baseId } = draft;
    if (await useModels.getState().update(model.id, { name: name.trim(), family: family.trim(), version: version.trim(), ...(baseId === model.baseId ? {} : { baseId }) })) setDraft(null);
  };
  return (
    <DraftForm title="Names and lineage" hasDraft={draft !== null} canSave={problem === null} onSave={() => void save()} onDiscard={() => setDraft(null)}>
      <Field label="Name" value={shown.name} problem={problem} maxLength={200} spellCheck={false} onChange={(name) => change({ name })} />
      <Field label="Family" value={shown.family} maxLength={200} spellCheck={false} onChange={(family) => change({ family })} />
      <Field label="Version" value={shown.version} maxLength={200} spellCheck={false} onChange={(version) => change({ version })} />
      <div className="form-row">
        <span className="form-name">Made from</span>
        <span>
          <Select label="Made from" value={shown.baseId ?? none} options={[{ value: none, label: "Nothing in the library" }, ...bases.map((each) => ({ value: each.id, label: each.name, note: each.quantization }))]} onChange={(id) => change({ baseId: id === none ? null : id })} />
        </span>
        {model.lineage && <p className="form-note">{model.lineage}</p>}
      </div>
    </DraftForm>
  );
}
