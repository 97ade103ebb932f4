import { Button } from "../../../components/Button.tsx";
import { Progress } from "../../../components/Progress.tsx";
import { jobFacts, shareOf } from "../../jobs/jobProgress.ts";
import { useImport } from "./importStore.ts";

/** Starts the import, and shows how far it is. */
export function ImportFoot() {
  const job = useImport((state) => state.job);
  const isOver = useImport((state) => state.imported !== null && state.job?.state !== "running");
  const canStart = useImport((state) => state.preview !== null && !state.isLooking && state.preview.rows.length > 0);
  const { start, cancel, close, setPath } = useImport.getState();
  if (job?.state === "running") {
    return (
      <>
        <Progress label="Import" value={shareOf(job)} />
        <span className="small tabular" aria-live="polite">
          {jobFacts(job, Date.now())[0]}
        </span>
        <Button onClick={() => void cancel()}>Cancel</Button>
      </>
    );
  }
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
