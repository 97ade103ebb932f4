import { useEffect } from "react";
import type { Job } from "../../../../shared/schemas/job.ts";
import type { Model } from "../../../../shared/schemas/model.ts";
import { useJobs } from "../../jobs/jobsStore.ts";
import { useBench } from "./benchStore.ts";

/** The bench of the model that runs or ran last; its results are read when it ends. */
export function useBenchJob(model: Model): Job | undefined {
  const started = useBench((state) => state.started);
  const job = useJobs((state) => state.jobs.filter((each) => each.kind === "bench" && (each.subject === model.id || (each.id === started?.jobId && started.modelId === model.id))).sort((a, b) => b.startedAt - a.startedAt)[0]);
  const state = job?.state;
  useEffect(() => {
    if (state === "done") void useBench.getState().refresh();
  }, [state]);
  return job;
}
