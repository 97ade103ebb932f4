import { useEffect } from "react";
import { toast } from "sonner";
import type { Job } from "../../../shared/schemas/job.ts";
import { formatDuration } from "../../format.ts";
import { useJobs } from "./jobsStore.ts";

/** Tells when a job ends, on whatever page one is by then. */
export function JobReports() {
  useEffect(() => useJobs.subscribe(({ jobs }, before) => report(jobs, before.jobs)), []);
  return null;
}

/** Short work that ends well tells nothing: its page shows it. */
const quietMs = 3000;

function report(jobs: readonly Job[], before: readonly Job[]): void {
  for (const job of jobs) {
    const wasRunning = before.some(({ id, state }) => id === job.id && state === "running");
    if (!wasRunning || job.state === "running") continue;
    const tookMs = (job.endedAt ?? Date.now()) - job.startedAt;
    if (job.state === "done" && tookMs >= quietMs) toast.success(`${job.title}: done in ${formatDuration(tookMs)}`);
    if (job.state === "failed") toast.error(`${job.title}: ${job.error?.message ?? "failed"}`, { duration: 12_000, description: job.error?.fix });
    if (job.state === "interrupted") toast.warning(`${job.title}: the core stopped while it ran`);
  }
}
