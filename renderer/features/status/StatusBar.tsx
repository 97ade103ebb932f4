import { Link } from "wouter";
import { useConnection } from "../../api.ts";
import { Meter } from "../../components/Progress.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatBytes, formatCount, formatPercent, formatSpeed } from "../../format.ts";
import { JobsButton } from "../jobs/JobsButton.tsx";
import { useModels } from "../models/modelsStore.ts";
import { useSystem } from "./systemStore.ts";

/** What works right now: models, queue, machine, jobs. Its order is the same on every screen. */
export function StatusBar() {
  const models = useModels((state) => state.models) ?? [];
  const sample = useSystem((state) => state.sample);
  const connection = useConnection();
  const up = models.flatMap((model) => (model.runtime.state === "loaded" || model.runtime.state === "loading" ? [{ ...model, runtime: model.runtime }] : []));
  const queued = up.reduce((sum, { runtime }) => sum + (runtime.state === "loaded" ? runtime.queued : 0), 0);
  return (
    <footer className="statusbar" aria-label="Status">
      {up.map(({ id, name, runtime }) => (
        <Link key={id} href={`/models?model=${id}`}>
          <Who name={name} /> {runtime.state === "loading" ? `loading ${formatPercent(runtime.progress)}` : runtime.busySlots > 0 ? <b>{formatSpeed(runtime.tokensPerSecond)}</b> : runtime.tokensPerSecond === null ? "idle" : `idle, ${formatSpeed(runtime.tokensPerSecond)}`}
        </Link>
      ))}
      {up.length === 0 && <span>No model loaded</span>}
      <span className="sep" />
      <span>
        Queue <b>{formatCount(queued)}</b>
      </span>
      <span>
        CPU <b>{formatPercent(sample?.cpu)}</b>
      </span>
      <span title="Memory of the core's computer">
        Memory <b>{formatBytes(sample?.memoryUsedBytes)}</b> {sample && `of ${formatBytes(sample.memoryTotalBytes)}`}
      </span>
      {sample?.gpus.map((gpu, index) => (
        <span key={index} title={gpu.name}>
          GPU {gpu.utilization !== null && <Meter value={gpu.utilization} />} <b>{formatPercent(gpu.utilization)}</b>
          {gpu.memoryTotalBytes !== null && <span>{`${formatBytes(gpu.memoryUsedBytes)} of ${formatBytes(gpu.memoryTotalBytes)}`}</span>}
        </span>
      ))}
      {sample?.gpus.length === 0 && <span>No GPU</span>}
      <span className="spacer" />
      <JobsButton />
      {connection.state !== "connected" && <StatusMark status={connection.state === "lost" ? "warn" : "running"} word={connection.state === "lost" ? "not connected" : "connecting"} />}
    </footer>
  );
}
