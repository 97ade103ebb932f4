import type { CSSProperties } from "react";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { Measure } from "../../../components/Measure.tsx";
import { formatDuration } from "../../../format.ts";
import { useNow } from "../useNow.ts";

const width = (durationMs: number, scaleMs: number) => ({ "--w": `${Math.min(Math.max(durationMs, 0) / scaleMs, 1) * 100}%` }) as CSSProperties;

/** How long an interaction took, as a number and as a bar whose paler part is the wait for the first token. */
export function TotalCells({ interaction: { status, createdAt, timings }, scaleMs }: { interaction: InteractionSummary; scaleMs: number }) {
  if (status === "running") return <RunningCells createdAt={createdAt} scaleMs={scaleMs} />;
  const { totalMs, firstTokenMs } = timings;
  const waitMs = Math.min(firstTokenMs ?? totalMs ?? 0, scaleMs);
  return (
    <>
      <td className="num">
        <Measure text={formatDuration(totalMs)} />
      </td>
      <td className="dur-cell">
        {totalMs !== null && (
          <span className={totalMs > scaleMs ? "dur is-over" : "dur"}>
            <i className="wait" style={width(waitMs, scaleMs)} />
            <i style={width(Math.min(totalMs, scaleMs) - waitMs, scaleMs)} />
          </span>
        )}
      </td>
    </>
  );
}

function RunningCells({ createdAt, scaleMs }: { createdAt: number; scaleMs: number }) {
  const elapsedMs = Math.max(0, useNow(true) - createdAt);
  return (
    <>
      <td className="num running-text">{formatDuration(elapsedMs)}</td>
      <td className="dur-cell">
        <span className="dur">
          <i className="is-live" style={width(elapsedMs, scaleMs)} />
        </span>
      </td>
    </>
  );
}
