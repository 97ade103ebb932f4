import type { Model } from "../../../../shared/schemas/model.ts";
import { formatHash } from "../../../format.ts";
import { JobRow } from "../../jobs/JobRow.tsx";
import { useJobs } from "../../jobs/jobsStore.ts";

/** The model's hash, or how far its working out is. */
export function HashLine({ model }: { model: Model }) {
  const job = useJobs((state) => state.jobs.findLast((each) => each.kind === "hash" && each.subject === model.id));
  if (model.sha256 === null && job && job.state !== "done") return <JobRow job={job} />;
  return (
    <p className="mono faint clip" title={model.sha256 ?? undefined}>
      sha256 {model.sha256 ? formatHash(model.sha256) : "not known yet"}
    </p>
  );
}
