import { Link } from "wouter";
import { useConnection } from "../../api.ts";
import type { Model } from "../../../shared/schemas/model.ts";
import { Meter } from "../../components/Progress.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { ZoneName } from "../../components/Time.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatBytesOf, formatCount, formatPercent, formatSpeed, unknown } from "../../format.ts";
import { JobsButton } from "../jobs/JobsButton.tsx";
import { isUp } from "../models/library.ts";
import { useModels } from "../models/modelsStore.ts";
import { useSystem } from "./systemStore.ts";

/** More would leave no room for their names. */
const shownModels = 3;

/** What works right now: models, queue, machine, jobs. Its order is the same on every screen. */
export function StatusBar() {
  const models = useModels((state) => state.models) ?? [];
  const sample = useSystem((state) => state.sample);
  const connection = useConnection();
  const up = models.filter(isUp);
  const queued = up.reduce((sum, { runtime }) => sum + (runtime.state === "loaded" ? runtime.queued : 0), 0);
  return (
    <footer className="statusbar" aria-label="Status">
      <span className="statusbar-models">
        {up.slice(0, shownModels).map((model) => (
          <LoadedModel key={model.id} model={model} />
        ))}
        {up.length > shownModels && (
          <Link href="/models" className="statusbar-more">
            and {up.length - shownModels} more
          </Link>
        )}
        {up.length === 0 && "No model loaded"}
      </span>
      <span className="sep" />
      <span>
        Queue <b>{formatCount(queued)}</b>
      </span>
      <span>
        CPU <b>{formatPercent(sample?.cpu)}</b>
      </span>
      <span title="Memory of the core's computer">
        Memory {sample ? <UsedOf used={sample.memoryUsedBytes} total={sample.memoryTotalBytes} /> : <b>{unknown}</b>}
      </span>
      {sample?.gpus.map((gpu, index) => (
        <span key={index} title={gpu.name}>
          GPU {gpu.utilization !== null && <Meter value={gpu.utilization} />} <b>{formatPercent(gpu.utilization)}</b>
          {gpu.memoryTotalBytes !== null && <UsedOf used={gpu.memoryUsedBytes} total={gpu.memoryTotalBytes} />}
        </span>
      ))}
      {sample?.gpus.length === 0 && <span>No GPU</span>}
      <span className="spacer" />
      <JobsButton />
      <Link href="/settings" className="statusbar-zone">
        <ZoneName />
      </Link>
      {connection.state !== "connected" && <StatusMark status={connection.state === "lost" ? "warn" : "running"} word={connection.state === "lost" ? "not connected" : "connecting"} />}
    </footer>
  );
}

/** A loaded model: answering with its speed, else idle with the speed it had. */
function LoadedModel({ model: { id, name, runtime } }: { model: Model }) {
  if (runtime.state === "loading")
    return (
      <Link href={`/models?model=${id}`}>
        <Who name={name} /> loading {formatPercent(runtime.progress)}
      </Link>
    );
  if (runtime.state !== "loaded") return null;
  const speed = runtime.tokensPerSecond === null ? null : formatSpeed(runtime.tokensPerSecond);
  return (
    <Link href={`/models?model=${id}`} title={`${name}: ${runtime.busySlots} of ${runtime.runtime.slots} slots busy`}>
      <Who name={name} /> {runtime.notices.some(({ kind }) => kind === "on-cpu") && <StatusMark status="warn" word="on the CPU" />} {runtime.busySlots === 0 && "idle"} {speed && <b className={runtime.busySlots === 0 ? "is-past" : undefined}>{speed}</b>}
    </Link>
  );
}

/** 14.1 of 32 GB: one unit for both. */
function UsedOf({ used, total }: { used: number | null; total: number | null }) {
  const words = formatBytesOf(used, total);
  return (
    <span>
      <b>{words.used}</b> of {words.total}
    </span>
  );
}
