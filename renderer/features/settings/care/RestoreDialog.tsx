import { useRef, useState } from "react";
import type { Backup } from "../../../../shared/schemas/backup.ts";
import { AppDialog } from "../../../components/AppDialog.tsx";
import { Button } from "../../../components/Button.tsx";
import { Field } from "../../../components/Field.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { useSettings } from "../settingsStore.ts";
import { useStorage } from "./storageStore.ts";

/** Restores into a new folder, or says how to restore in the place of what is there: for that nobody may use it. */
export function RestoreDialog({ backup, onClose }: { backup: Backup; onClose(): void }) {
  const dataFolder = useSettings((state) => state.info?.dataFolder ?? "DIR");
  const failure = useStorage((state) => state.failure);
  const [into, setInto] = useState("");
  const cancel = useRef<HTMLButtonElement>(null);
  const restore = async () => {
    if (await useStorage.getState().restore(backup.path, into.trim())) onClose();
  };
  return (
    <AppDialog
      title="Restore a backup"
      body={<>Every file is verified first. A new data folder is made of it, which <code>--data</code> then opens; the one in use now is not touched.</>}
      isOpen
      onClose={onClose}
      size="wide"
      foot={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" disabled={!into.trim()} onClick={() => void restore()}>
            Restore into the new folder
          </Button>
        </>
      }
    >
      <div className="care-restore">
        {failure && <FailureNotice title="The restore did not begin" failure={failure} />}
        <Field label="New folder" mono value={into} onChange={setInto} placeholder="/home/kim/tapedeck-restored" spellCheck={false} />
        <p className="muted">To put it in the place of this data folder, close Tapedeck and run the command below. What is there now is moved aside, not deleted.</p>
        <pre className="care-tried">{`tapedeck restore ${quoted(backup.path)} --data ${quoted(dataFolder)}`}</pre>
      </div>
    </AppDialog>
  );
}

const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);
