import { useRef, useState, type FormEvent } from "react";
import type { SavedView } from "../../../../../shared/schemas/view.ts";
import { AppDialog } from "../../../../components/AppDialog.tsx";
import { Button } from "../../../../components/Button.tsx";
import { Field } from "../../../../components/Field.tsx";
import { useInteractions } from "../interactionsStore.ts";
import { useColumns } from "../table/columnsStore.ts";
import { useViews } from "./viewsStore.ts";

/** Asks for the name of a view: of a new one, or a new one for `view`. */
export function ViewNameDialog({ view, onClose }: { view: SavedView | null; onClose(): void }) {
  const [name, setName] = useState(view?.name ?? "");
  const views = useViews((state) => state.views) ?? [];
  const field = useRef<HTMLInputElement>(null);
  const same = views.find((each) => each.id !== view?.id && each.name.toLowerCase() === name.trim().toLowerCase());
  const isReady = name.trim() !== "" && !(view && same);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    if (view) void useViews.getState().rename(view, name);
    else void useViews.getState().save(name, useInteractions.getState().query, useColumns.getState().shown);
    onClose();
  };
  return (
    <AppDialog
      title={view ? "Rename the view" : "Save this view"}
      body="Kept are the words, the filter with its times, the order and the columns."
      isOpen
      onClose={onClose}
      start={field}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" form="view-name" disabled={!isReady}>
            {view ? "Rename" : same ? "Replace" : "Save"}
          </Button>
        </>
      }
    >
      <form id="view-name" className="dialog-form" onSubmit={save}>
        <Field ref={field} label="Name" value={name} onChange={setName} maxLength={100} problem={view && same ? `There is a view “${same.name}” already.` : null} {...(!view && same ? { hint: `The view “${same.name}” is replaced.` } : {})} />
      </form>
    </AppDialog>
  );
}
