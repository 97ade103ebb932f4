import { useEffect } from "react";
import { Button } from "../../../components/Button.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { formatBytes } from "../../../format.ts";
import { JobRow } from "../../jobs/JobRow.tsx";
import { useJobs } from "../../jobs/jobsStore.ts";
import { usePull } from "./pullStore.ts";

/** Pulls that are under way, and those that were cut short and can go on. */
export function UnfinishedPulls() {
  const unfinished = usePull((state) => state.unfinished);
  const running = useJobs((state) => state.jobs.filter((job) => job.kind === "pull" && job.state === "running").map(({ id }) => id).join(" "));
  const jobs = useJobs((state) => state.jobs);
  useEffect(() => void usePull.getState().refreshUnfinished(), [running]);
  const active = jobs.filter((job) => running.split(" ").includes(job.id));
  const cut = unfinished.filter(({ jobId }) => jobId === null || !running.split(" ").includes(jobId));
  if (active.length + cut.length === 0) return null;
  return (
    <div className="refused">
      {active.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
      {cut.map(({ uri, name, doneBytes, totalBytes }) => (
        <Notice key={uri} tone="info" title={`${name} is not whole yet`} body={`${formatBytes(doneBytes)}${totalBytes === null ? "" : ` of ${formatBytes(totalBytes)}`} are here. The pull goes on from there.`}>
          <Button small onClick={() => void usePull.getState().pull({ uri })}>
            Continue
          </Button>
          <Button small kind="ghost" onClick={() => void usePull.getState().discard(uri)}>
            Discard
          </Button>
        </Notice>
      ))}
    </div>
  );
}
