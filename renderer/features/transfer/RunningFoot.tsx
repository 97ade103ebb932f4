import type { Job } from "../../../shared/schemas/job.ts";
import { Button } from "../../components/Button.tsx";
import { Progress } from "../../components/Progress.tsx";
import { jobFacts, shareOf } from "../jobs/jobProgress.ts";

/** How far an import or export is, and a way to end it. */
export function RunningFoot({ label, job, onCancel }: { label: string; job: Job; onCancel(): void }) {
  return (
    <>
      <Progress label={label} value={shareOf(job)} />
      <span className="small tabular" aria-live="polite">
        {jobFacts(job, Date.now())[0]}
      </span>
      <Button onClick={onCancel}>Cancel</Button>
    </>
  );
}
