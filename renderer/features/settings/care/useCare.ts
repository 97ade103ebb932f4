import { useEffect } from "react";
import { useJobs } from "../../jobs/jobsStore.ts";
import { useRedaction } from "./redactionStore.ts";
import { useRetention } from "./retentionStore.ts";
import { useStorage } from "./storageStore.ts";

/** Keeps what Settings shows of the log up to date while it is open: also when a job on the log ends. */
export function useCare(): void {
  useEffect(() => {
    const stops = [useRetention.getState().follow(), useRedaction.getState().follow()];
    void useStorage.getState().refresh();
    void useStorage.getState().measure();
    return () => stops.forEach((stop) => stop());
  }, []);
  const ended = useJobs(({ jobs }) => jobs.filter(({ kind, state }) => ["retention", "remove", "backup", "restore"].includes(kind) && state !== "running").length);
  const saved = useRetention((state) => state.saved);
  const redaction = useRedaction((state) => state.redaction);
  useEffect(() => void useStorage.getState().refresh(), [ended, saved, redaction]);
  useEffect(() => {
    if (ended > 0) useRetention.getState().edit({});
  }, [ended]);
}
