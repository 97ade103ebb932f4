import { useState } from "react";
import { AppDialog } from "../../../components/AppDialog.tsx";
import { Button } from "../../../components/Button.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { formatNoun } from "../../../format.ts";
import { useAdding } from "./addingStore.ts";
import { canImport, foundWords } from "./foundFiles.ts";
import { FoundRow } from "./FoundRow.tsx";
import { useScan } from "./scanStore.ts";

/** Looks through folders for models, shows what is there, and imports what is marked. */
export function ScanDialog() {
  const isOpen = useAdding((state) => state.dialog === "scan");
  const { close } = useAdding.getState();
  const { marked, isImporting } = useScan();
  const bringIn = async () => {
    await useScan.getState().importMarked();
  };
  return (
    <AppDialog
      title="Scan folders"
      body="Files are only read, and stay where they are: an import refers to them in place."
      isOpen={isOpen}
      onClose={close}
      size="huge"
      foot={
        <>
          <Button onClick={close}>Close</Button>
          <Button kind="primary" disabled={marked.size === 0 || isImporting} onClick={() => void bringIn()}>
            {marked.size === 0 ? "Import" : `Import ${formatNoun(marked.size, "file")}`}
          </Button>
        </>
      }
    >
      <ScanBody />
    </AppDialog>
  );
}

function ScanBody() {
  const { isLooking, found, failure, marked, jobId, look, toggle, toggleAll, stop } = useScan();
  const [folder, setFolder] = useState("");
  const fresh = found.filter(canImport);
  return (
    <>
      <form
        className="dialog-row"
        onSubmit={(event) => {
          event.preventDefault();
          void look(folder.trim() || undefined);
        }}
      >
        <input className="field is-mono" aria-label="Folder to scan" autoFocus spellCheck={false} placeholder="/models, or empty: LM Studio, Ollama, Jan, Hugging Face" value={folder} onChange={(event) => setFolder(event.target.value)} />
        {isLooking ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button type="submit" icon="search">
            Scan
          </Button>
        )}
      </form>
      {failure && <FailureNotice title="The scan could not be done" failure={failure} />}
      <div className="dialog-row scan-words" aria-live="polite">
        {isLooking && <StatusMark status="running" word="scanning" />}
        {found.length > 0 && <span className="small tabular">{foundWords(found)}</span>}
        {!isLooking && jobId !== null && found.length === 0 && <span className="small muted">No GGUF file was found there.</span>}
      </div>
      {found.length > 0 && (
        <div className="table-scroll found-scroll" tabIndex={0} role="group" aria-label="Files that were found">
          <table className="table tabular">
            <thead>
              <tr>
                <th scope="col">
                  <input type="checkbox" aria-label="Import all that are new" disabled={fresh.length === 0} checked={fresh.length > 0 && fresh.every(({ path }) => marked.has(path))} onChange={toggleAll} />
                </th>
                <th scope="col">File</th>
                <th scope="col">Place</th>
                <th scope="col">Quantization</th>
                <th scope="col" className="num">Size</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {found.map((file) => (
                <FoundRow key={file.path} file={file} isMarked={marked.has(file.path)} onToggle={() => toggle(file.path)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
