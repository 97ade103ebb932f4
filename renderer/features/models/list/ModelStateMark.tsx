import type { Model } from "../../../../shared/schemas/model.ts";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { formatPercent } from "../../../format.ts";
import { shareOf } from "../../jobs/jobProgress.ts";
import { useJobs } from "../../jobs/jobsStore.ts";
import type { FitWord } from "../fit/memoryFit.ts";

/** A model's state: of its process, else of its file, else whether it would fit. */
export function ModelStateMark({ model, fit }: { model: Model; fit: FitWord | null }) {
  const hashing = useJobs((state) => state.jobs.find((job) => job.kind === "hash" && job.subject === model.id && job.state === "running"));
  const { runtime, fileState } = model;
  if (runtime.state === "loading") return <StatusMark status="running" word={`loading ${formatPercent(runtime.progress)}`} />;
  if (runtime.state === "loaded" && runtime.busySlots === 0 && runtime.notices.length > 0) return <StatusMark status="warn" word={runtime.notices.some(({ kind }) => kind === "on-cpu") ? "on the CPU" : "last good"} />;
  if (runtime.state === "loaded") return runtime.busySlots > 0 ? <StatusMark status="running" word={`${runtime.busySlots} of ${runtime.runtime.slots} busy`} /> : <StatusMark status="ok" word="loaded" />;
  if (fileState === "missing") return <StatusMark status="warn" word="file missing" />;
  if (fileState === "changed") return <StatusMark status="warn" word="file changed" />;
  if (runtime.state === "failed") return <StatusMark status="failed" word="failed" />;
  if (fileState === "hashing") return <StatusMark status="running" word={hashing ? `hashing ${formatPercent(shareOf(hashing))}` : "hashing"} />;
  return <span className="fit-word">{fit ?? ""}</span>;
}
