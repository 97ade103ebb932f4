import { useEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { toFailure, type Failure } from "../../../../../shared/errors.ts";
import { AppDialog } from "../../../../components/AppDialog.tsx";
import { Button } from "../../../../components/Button.tsx";
import { FailureNotice } from "../../../../components/Notice.tsx";
import { formatNoun } from "../../../../format.ts";
import { countRemovable, removeInteractions } from "./changeMarked.ts";

/** Asks before interactions are deleted, and says how many there are and what goes with them. */
export function RemoveDialog({ ids, onClose }: { ids: string[]; onClose(): void }) {
  const [count, setCount] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const asking = new AbortController();
    countRemovable(ids, asking.signal).then(setCount, (error: unknown) => !asking.signal.aborted && setFailure(toFailure(error)));
    return () => asking.abort();
  }, [ids]);
  const what = formatNoun(count ?? ids.length, "interaction");
  const remove = async () => {
    setBusy(true);
    try {
      toast.success(`Deleted ${formatNoun(await removeInteractions(ids), "interaction")}`);
      onClose();
    } catch (error) {
      setFailure(toFailure(error));
      setBusy(false);
    }
  };
  return (
    <AppDialog
      title={`Delete ${what}?`}
      body={`${count === null ? "Counting…" : `${what} will be gone for good`}: requests, answers, tokens, timings and the feedback on them. Backups that hold them keep them. The list of changes in Settings notes that it happened, not what they said.`}
      isOpen
      onClose={onClose}
      start={cancel}
      foot={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button kind="danger" icon="trash" disabled={isBusy || count === null || count === 0} onClick={() => void remove()}>
            Delete {what}
          </Button>
        </>
      }
    >
      {failure && <FailureNotice title="Nothing was deleted" failure={failure} />}
    </AppDialog>
  );
}
