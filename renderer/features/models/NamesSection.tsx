import { useState } from "react";
import type { Model } from "../../../shared/schemas/model.ts";
import { Field } from "../../components/Field.tsx";
import { DraftForm } from "./DraftForm.tsx";
import { useModels } from "./modelsStore.ts";

/** What the model is called and where it stands among its versions. */
export function NamesSection({ model }: { model: Model }) {
  const [draft, setDraft] = useState<{ name: string; family: string; version: string } | null>(null);
  const shown = draft ?? model;
  const change = (part: Partial<{ name: string; family: string; version: string }>) => setDraft({ name: shown.name, family: shown.family, version: shown.version, ...part });
  const isTaken = useModels((state) => state.models?.some((other) => other.id !== model.id && other.name === shown.name.trim()) ?? false);
  const problem = shown.name.trim() === "" ? "A model needs a name." : isTaken ? "Another model has this name." : null;
  const save = async () => {
    if (problem || !draft) return;
    if (await useModels.getState().update(model.id, { name: draft.name.trim(), family: draft.family.trim(), version: draft.version.trim() })) setDraft(null);
  };
  return (
    <DraftForm title="Name" hasDraft={draft !== null} canSave={problem === null} onSave={() => void save()} onDiscard={() => setDraft(null)}>
      <Field label="Name" value={shown.name} problem={problem} maxLength={200} spellCheck={false} onChange={(name) => change({ name })} />
      <Field label="Family" value={shown.family} maxLength={200} spellCheck={false} onChange={(family) => change({ family })} />
      <Field label="Version" value={shown.version} maxLength={200} spellCheck={false} onChange={(version) => change({ version })} />
    </DraftForm>
  );
}
