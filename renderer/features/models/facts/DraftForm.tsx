import type { ReactNode } from "react";
import { Button } from "../../../components/Button.tsx";

type DraftFormProps = { title: string; note?: string; /** Something was changed and not saved yet. */ hasDraft: boolean; canSave: boolean; saveLabel?: string; onSave(): void; onDiscard(): void; /** A button in the head. */ action?: ReactNode; children: ReactNode };

/** A section of the inspector whose fields are saved together. */
export function DraftForm({ title, note, hasDraft, canSave, saveLabel = "Save", onSave, onDiscard, action, children }: DraftFormProps) {
  return (
    <section>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        <div className="section-head">
          <h2>{title}</h2>
          {note && <span className="faint">{note}</span>}
          {action && <span className="spacer" />}
          {action}
        </div>
        {children}
        {hasDraft && (
          <div className="btn-row form-actions">
            <Button small type="submit" disabled={!canSave}>
              {saveLabel}
            </Button>
            <Button small kind="ghost" onClick={onDiscard}>
              Discard
            </Button>
          </div>
        )}
      </form>
    </section>
  );
}
