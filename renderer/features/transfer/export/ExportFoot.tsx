import { Button } from "../../../components/Button.tsx";
import { RunningFoot } from "../RunningFoot.tsx";
import { useExport } from "./exportStore.ts";

/** Starts the export, and shows how far it is. */
export function ExportFoot() {
  const job = useExport((state) => state.job);
  const hasPath = useExport((state) => state.path.trim() !== "");
  const { start, cancel, close } = useExport.getState();
  if (job?.state === "running") return <RunningFoot label="Export" job={job} onCancel={() => void cancel()} />;
  return (
    <>
      <Button onClick={close}>Close</Button>
      <Button kind="primary" icon="download" disabled={!hasPath} onClick={() => void start()}>
        Export
      </Button>
    </>
  );
}
