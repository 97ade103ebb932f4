import type { CSSProperties } from "react";
import type { InteractionSummary } from "../../../../../shared/schemas/interaction.ts";
import { Measure } from "../../../../components/Measure.tsx";
import { formatDuration } from "../../../../format.ts";
import { useNow } from "../../useNow.ts";

const share = (durationMs: number, scaleMs: number) => `${Math.min(Math.max(durationMs, 0) / scaleMs, 1) * 100}%`;

/** How long an interaction took, or takes so far. */
export function TotalCell({ interaction: { status, createdAt, timings } }: { interaction: InteractionSummary }) {
  return status === "running" ? <RunningTotal createdAt={createdAt} /> : <Measure text={formatDuration(timings.totalMs)} />;
}

function RunningTotal({ createdAt }: { createdAt: number }) {
  return <span className="running-text">{formatDuration(Math.max(0, useNow(true) - createdAt))}</span>;
}

/** The same as a bar whose paler part is the wait for the first token. */
export function BarCell({ interaction: { status, createdAt, timings }, scaleMs }: { interaction: InteractionSummary; scaleMs: number }) {
  if (status === "running") return <RunningBar createdAt={createdAt} scaleMs={scaleMs} />;
  const { totalMs, firstTokenMs } = timings;
  if (totalMs === null) return null;
  const style = { "--wait": share(firstTokenMs ?? totalMs, scaleMs), "--end": share(totalMs, scaleMs) } as CSSProperties;
  return <span className={totalMs > scaleMs ? "dur is-over" : "dur"} style={style} />;
}

function RunningBar({ createdAt, scaleMs }: { createdAt: number; scaleMs: number }) {
  return <span className="dur is-live" style={{ "--end": share(Math.max(0, useNow(true) - createdAt), scaleMs) } as CSSProperties} />;
}
