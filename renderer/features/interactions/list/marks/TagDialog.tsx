import { useRef, useState, type FormEvent } from "react";
import { toast } from "sonner";
import { toFailure, type Failure } from "../../../../../shared/errors.ts";
import { AppDialog } from "../../../../components/AppDialog.tsx";
import { Button } from "../../../../components/Button.tsx";
import { Field } from "../../../../components/Field.tsx";
import { FailureNotice } from "../../../../components/Notice.tsx";
import { formatNoun } from "../../../../format.ts";
import { useInteractions } from "../interactionsStore.ts";
import { loadedRows } from "../rowWindow.ts";
import { tagInteractions } from "./changeMarked.ts";

/** Tags, cut at commas. */
const tagsOf = (text: string) => [...new Set(text.split(",").map((tag) => tag.trim()).filter(Boolean))];

/** Puts tags on the marked interactions and takes others off. */
export function TagDialog({ ids, onClose }: { ids: string[]; onClose(): void }) {
  const [text, setText] = useState("");
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const rows = useInteractions((state) => state.rows);
  const marked = new Set(ids);
  const present = [...new Set((rows ? loadedRows(rows) : []).filter(({ id }) => marked.has(id)).flatMap(({ tags }) => tags))].sort();
  const add = tagsOf(text);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const changed = await tagInteractions(ids, add, [...removed]);
      toast.success(changed === 0 ? "They have those tags already" : `Tagged ${formatNoun(changed, "interaction")}`);
      onClose();
    } catch (error) {
      setFailure(toFailure(error));
    }
  };
  return (
    <AppDialog
      title={`Tag ${formatNoun(ids.length, "interaction")}`}
      isOpen
      onClose={onClose}
      start={field}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="tag-marked" disabled={add.length === 0 && removed.length === 0}>
            Save
          </Button>
        </>
      }
    >
      <form id="tag-marked" className="dialog-form" onSubmit={(event) => void save(event)}>
        <Field ref={field} label="Tags to add" placeholder="escalated, shipping" hint="Several are cut at commas." value={text} onChange={setText} maxLength={2000} />
        {present.length > 0 && (
          <fieldset className="tag-off">
            <legend>Take off</legend>
            {present.slice(0, 40).map((tag) => (
              <label key={tag}>
                <input type="checkbox" checked={removed.includes(tag)} onChange={() => setRemoved(removed.includes(tag) ? removed.filter((each) => each !== tag) : [...removed, tag])} /> <span className="tag">{tag}</span>
              </label>
            ))}
          </fieldset>
        )}
      </form>
      {failure && <FailureNotice title="Nothing was tagged" failure={failure} />}
    </AppDialog>
  );
}
