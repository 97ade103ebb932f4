import { Popover } from "radix-ui";
import { Progress } from "../../components/Progress.tsx";
import { formatPercent, formatTimeLeft } from "../../format.ts";
import { JobRow } from "./JobRow.tsx";
import { shareOfAll, timeLeftMs } from "./jobProgress.ts";
import { useJobs } from "./jobsStore.ts";

/** The jobs in the status bar: one line for all that run, the rest behind it. */
export function JobsButton() {
  const jobs = useJobs((state) => state.jobs);
  const running = jobs.filter((job) => job.state === "running");
  if (jobs.length === 0) return null;
  const share = shareOfAll(running);
  const left = running.map((job) => timeLeftMs(job, Date.now())).filter((each) => each !== null);
  return (
    <Popover.Root>
      <Popover.Trigger className="plain">
        {running.length === 0 ? (
          "Jobs"
        ) : (
          <>
            <span className="clip">{running.length === 1 ? running[0]!.title : `${running.length} jobs`}</span>
            <Progress label="Jobs" value={share} />
            <span>
              {share !== null && formatPercent(share)}
              {left.length > 0 && ` · ${formatTimeLeft(Math.max(...left))} left`}
            </span>
          </>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="floating jobs-list" align="end" sideOffset={8} aria-label="Jobs">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
