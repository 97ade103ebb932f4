import type { Job } from "../../../../shared/schemas/job.ts";
import { Button } from "../../../components/Button.tsx";
import { Progress } from "../../../components/Progress.tsx";
import { jobFacts, shareOf } from "../../jobs/jobProgress.ts";
import { useJobs } from "../../jobs/jobsStore.ts";

/** How far a job is, where it was started. */
export function JobLine({ job }: { job: Job }) {
  return (
    <div className="care-job">
      <span>{job.title}</span>
      <Progress label={job.title} value={shareOf(job)} />
      <span className="small tabular">{jobFacts(job, Date.now())[0]}</span>
      <Button small onClick={() => void useJobs.getState().cancel(job.id)}>
        Cancel
      </Button>
    </div>
  );
}
