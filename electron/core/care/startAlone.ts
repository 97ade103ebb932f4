import type { Job } from "../../../shared/schemas/job.ts";
import type { Jobs, NewJob, Report } from "../jobs/jobs.ts";
import type { OneAtATime } from "./oneAtATime.ts";

/** Starts a job that has the log's care to itself. Throws `busy`. */
export function startAlone({ jobs, turns }: { jobs: Jobs; turns: OneAtATime }, name: string, job: NewJob, work: (signal: AbortSignal, report: Report) => Promise<void>): Job {
  const end = turns.take(name);
  try {
    return jobs.start(job, (signal, report) => work(signal, report).finally(end));
  } catch (error) {
    end();
    throw error;
  }
}
