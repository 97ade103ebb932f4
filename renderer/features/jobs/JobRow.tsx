import type { Job } from "../../../shared/schemas/job.ts";
import { Button } from "../../components/Button.tsx";
import { Progress } from "../../components/Progress.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { jobFacts, shareOf } from "./jobProgress.ts";
import { useJobs } from "./jobsStore.ts";

const marks = { done: "ok", failed: "failed", cancelled: "cancelled", interrupted: "interrupted" } as const;
const tones = { running: undefined, done: "var(--ok)", failed: "var(--error)", cancelled: "var(--cancelled)", interrupted: "var(--interrupted)" };

/** What, how far, how fast, how long, cancel. */
export function JobRow({ job }: { job: Job }) {
  return (
    <div className="job">
      <span className="clip">
        <b>{job.title}</b>
      </span>
      {job.state === "running" ? (
        <Button small onClick={() => void useJobs.getState().cancel(job.id)}>
          Cancel
        </Button>
      ) : (
        <StatusMark status={marks[job.state]} word={job.state} />
      )}
      <Progress label={job.title} value={job.state === "done" ? 1 : shareOf(job)} tone={tones[job.state]} />
      <span className="job-facts">{job.error ? <span className="clip" title={job.error.message}>{job.error.message}</span> : jobFacts(job, Date.now()).map((fact) => <span key={fact}>{fact}</span>)}</span>
    </div>
  );
}
