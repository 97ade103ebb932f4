import { Button } from "../../../components/Button.tsx";
import { RunningFoot } from "../RunningFoot.tsx";
import { useImport } from "./importStore.ts";

/** Starts the import, and shows how far it is. */
export function ImportFoot() {
  const job = useImport((state) => state.job);
  const isOver = useImport((state) => state.imported !== null && state.job?.state !== "running");
  const canStart = useImport((state) => state.preview !== null && !state.isLooking && state.preview.rows.length > 0);
  const { start, cancel, close, setPath } = useImport.getState();
  if (job?.state === "running") return <RunningFoot label="Import" job={job} onCancel={() => void cancel()} />;
  return (
    <>
      <Button onClick={close}>Close</Button>
      {isOver ? (
        <Button icon="upload" onClick={() => setPath("")}>
          Import another
        </Button>
      ) : (
        <Button kind="primary" icon="upload" disabled={!canStart} onClick={() => void start()}>
          Import
        </Button>
      )}
    </>
  );
}
