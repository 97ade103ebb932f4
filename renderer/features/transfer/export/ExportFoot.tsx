import { Button } from "../../../components/Button.tsx";
import { Progress } from "../../../components/Progress.tsx";
import { jobFacts, shareOf } from "../../jobs/jobProgress.ts";
import { useExport } from "./exportStore.ts";

/** Starts the export, and shows how far it is. */
export function ExportFoot() {
  const job = useExport((state) => state.job);
  const hasPath = useExport((state) => state.path.trim() !== "");
  const { start, cancel, close } = useExport.getState();
  if (job?.state === "running") {
    return (
      <>
        <Progress label="Export" value={shareOf(job)} />
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
      <Button kind="primary" icon="download" disabled={!hasPath} onClick={() => void start()}>
        Export
      </Button>
    </>
  );
}
