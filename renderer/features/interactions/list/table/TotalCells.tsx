import type { CSSProperties } from "react";
import type { InteractionSummary } from "../../../../../shared/schemas/interaction.ts";
import { Measure } from "../../../../components/Measure.tsx";
import { formatDuration } from "../../../../format.ts";
import { useNow } from "../../useNow.ts";

const width = (durationMs: number, scaleMs: number) => ({ "--w": `${Math.min(Math.max(durationMs, 0) / scaleMs, 1) * 100}%` }) as CSSProperties;

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
  const waitMs = Math.min(firstTokenMs ?? totalMs, scaleMs);
  return (
    <span className={totalMs > scaleMs ? "dur is-over" : "dur"}>
      <i className="wait" style={width(waitMs, scaleMs)} />
      <i style={width(Math.min(totalMs, scaleMs) - waitMs, scaleMs)} />
    </span>
  );
}

function RunningBar({ createdAt, scaleMs }: { createdAt: number; scaleMs: number }) {
  return (
    <span className="dur">
      <i className="is-live" style={width(Math.max(0, useNow(true) - createdAt), scaleMs)} />
    </span>
  );
}
