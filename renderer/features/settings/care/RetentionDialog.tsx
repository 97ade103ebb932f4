import { useRef } from "react";
import type { RetentionPreview } from "../../../../shared/schemas/retention.ts";
import { AppDialog } from "../../../components/AppDialog.tsx";
import { Button } from "../../../components/Button.tsx";
import { formatBytes, formatNoun } from "../../../format.ts";
import { useRetention } from "./retentionStore.ts";

/** Asks before rules take something away, and says exactly what. */
export function RetentionDialog({ preview, onClose }: { preview: RetentionPreview; onClose(): void }) {
  const cancel = useRef<HTMLButtonElement>(null);
  const what = formatNoun(preview.interactions, "interaction");
  const apply = async () => {
    await useRetention.getState().apply();
    onClose();
  };
  return (
    <AppDialog
      title={`Remove ${what}?`}
      body={`${what} (about ${formatBytes(preview.bytes)}) will be gone for good: requests, answers, tokens, timings. This can't be undone; backups that hold them keep them.`}
      isOpen
      onClose={onClose}
      start={cancel}
      foot={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button kind="danger" icon="trash" onClick={() => void apply()}>
            Remove {what}
          </Button>
        </>
      }
    >
      <ul className="care-consequences">
        {preview.shares
          .filter(({ interactions }) => interactions > 0)
          .map(({ name, interactions }) => (
            <li key={name}>
              {name}: {formatNoun(interactions, "interaction")}
            </li>
          ))}
        {preview.wholeMonths.length > 0 && <li>Whole months, with all their spans: {preview.wholeMonths.join(", ")}</li>}
      </ul>
    </AppDialog>
  );
}
