import type { Job } from "../../../../shared/schemas/job.ts";
import type { Model } from "../../../../shared/schemas/model.ts";
import { Button } from "../../../components/Button.tsx";
import { Progress } from "../../../components/Progress.tsx";
import { formatPercent } from "../../../format.ts";
import { usePageKeys } from "../../../pageKeys.ts";
import { shareOf } from "../../jobs/jobProgress.ts";
import { useJobs } from "../../jobs/jobsStore.ts";
import { isAnswering } from "../library.ts";
import { useBench } from "./benchStore.ts";

/** Starts a bench, or says how far it is. */
export function BenchButtons({ model, job }: { model: Model; job: Job | undefined }) {
  const isStarting = useBench((state) => state.isStarting);
  const canStart = isAnswering(model) && !isStarting && job?.state !== "running";
  const start = (isQuick: boolean) => canStart && void useBench.getState().start(model.id, isQuick);
  usePageKeys([
    { key: "b", label: "Run the bench", icon: "bench", run: () => start(false) },
    { key: "q", label: "Run a quick bench", icon: "bench", run: () => start(true) },
  ]);
  if (job?.state === "running") {
    const share = shareOf(job);
    return (
      <span className="bench-progress">
        <Progress label={job.title} value={share} />
        <span className="small tabular">{formatPercent(share)}</span>
        <Button small onClick={() => void useJobs.getState().cancel(job.id)}>
          Cancel
        </Button>
      </span>
    );
  }
  return (
    <span className="btn-row">
      <Button kind="ghost" hotkey="q" disabled={!canStart} onClick={() => start(true)}>
        Quick
      </Button>
      <Button kind="primary" icon="bench" hotkey="b" disabled={!canStart} onClick={() => start(false)}>
        Run bench
      </Button>
    </span>
  );
}
