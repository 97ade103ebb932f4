import { useId, useState } from "react";
import { ModelChanges, type Model } from "../../../../shared/schemas/model.ts";
import { Button } from "../../../components/Button.tsx";
import { Field } from "../../../components/Field.tsx";
import { useModels } from "../modelsStore.ts";
import { DraftForm } from "./DraftForm.tsx";
import { retire } from "./retire.ts";

type Draft = { notes: string; tags: string; license: string; provenance: string };
const draftOf = ({ notes, tags, license, provenance }: Model): Draft => ({ notes, tags: tags.join(", "), license, provenance });
const tagsOf = (text: string) => [...new Set(text.split(",").map((tag) => tag.trim()).filter(Boolean))];

/** What people write down about a model: notes, tags, licence and where it came from; and whether it is still in use. */
export function NotesSection({ model }: { model: Model }) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const notesId = useId();
  const shown = draft ?? draftOf(model);
  const change = (part: Partial<Draft>) => setDraft({ ...shown, ...part });
  const tags = ModelChanges.shape.tags.safeParse(tagsOf(shown.tags));
  const problem = tags.success ? null : "At most 50 tags of at most 60 characters, with commas between them.";
  const save = async () => {
    if (!draft || !tags.success) return;
    if (await useModels.getState().update(model.id, { ...draft, tags: tags.data ?? [] })) setDraft(null);
  };
  return (
    <DraftForm
      title="Notes"
      hasDraft={draft !== null}
      canSave={problem === null}
      onSave={() => void save()}
      onDiscard={() => setDraft(null)}
      action={
        <Button small kind="ghost" hotkey="shift+r" onClick={() => void retire(model, !model.isRetired)}>
          {model.isRetired ? "Bring back" : "Retire"}
        </Button>
      }
    >
      {model.isRetired && <p className="small muted">Retired: no picker offers it. Its history stays, and requests by its name are still answered.</p>}
      <div className="form-row">
        <label htmlFor={notesId}>Notes</label>
        <textarea id={notesId} className="field notes-field" rows={2} maxLength={20_000} placeholder="What it is good for, what it is not" value={shown.notes} onChange={(event) => change({ notes: event.target.value })} />
      </div>
      <Field label="Tags" value={shown.tags} placeholder="support, german" problem={problem} spellCheck={false} onChange={(next) => change({ tags: next })} />
      <Field label="Licence" value={shown.license} placeholder="not known" maxLength={200} spellCheck={false} onChange={(license) => change({ license })} />
      <Field label="From" value={shown.provenance} placeholder="not known" maxLength={2000} spellCheck={false} onChange={(provenance) => change({ provenance })} />
    </DraftForm>
  );
}
