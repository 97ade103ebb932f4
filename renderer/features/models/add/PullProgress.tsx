import { StatusMark } from "../../../components/StatusMark.tsx";
import { formatPercent } from "../../../format.ts";
import { shareOf } from "../../jobs/jobProgress.ts";
import { useJobs } from "../../jobs/jobsStore.ts";

const marks = { running: "running", done: "ok", failed: "failed", cancelled: "cancelled", interrupted: "interrupted" } as const;

/** How far a pull is, in a word. */
export function PullProgress({ jobId }: { jobId: string }) {
  const job = useJobs((state) => state.jobs.find(({ id }) => id === jobId));
  if (!job) return <StatusMark status="running" word="starting" />;
  const share = shareOf(job);
  return <StatusMark status={marks[job.state]} word={job.state === "running" && share !== null ? formatPercent(share) : job.state} />;
}
