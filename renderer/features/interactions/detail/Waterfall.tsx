import type { CSSProperties } from "react";
import type { Timings } from "../../../../shared/schemas/chat.ts";
import { classes } from "../../../components/classes.ts";
import { useSeriesClass } from "../../../components/Swatch.tsx";
import { formatDuration } from "../../../format.ts";
import { waterfall } from "./waterfall.ts";

const meanings: Record<string, string> = {
  load: "Until the model was ready: its file was loaded, if it was not",
  prepare: "The chat template was rendered and cut into tokens",
  queue: "Waiting for a free slot of the model",
  prompt: "The prompt was evaluated, up to the first token",
  answer: "The answer's other tokens",
  "first token": "From the request to the first token; what happened in it was not recorded",
  finish: "What came after the last token",
};

/** Where the time of one request went. */
export function Waterfall({ timings, model }: { timings: Timings; model: string | null }) {
  const series = useSeriesClass(model ?? "");
  const fall = waterfall(timings);
  if (!fall) return <p className="faint small">Times are known when it has ended.</p>;
  const { phases, totalMs, firstTokenMs } = fall;
  if (phases.length === 0) return <p className="faint small">Only the whole time was recorded.</p>;
  const share = (ms: number) => `${(ms / Math.max(totalMs, 1e-9)) * 100}%`;
  return (
    <div className="fall">
      {phases.map(({ name, startMs, durationMs, isWaiting }) => (
        <div key={name} className="fall-row" title={meanings[name]}>
          <span className={isWaiting || name === "prepare" || name === "finish" ? "faint" : undefined}>{name}</span>
          <span className={classes("bar", (name === "prompt" || name === "answer" || name === "load") && series)}>
            <i className={isWaiting ? "is-hatched" : undefined} style={{ "--x": share(startMs), "--w": share(durationMs) } as CSSProperties} />
            {name === "answer" && firstTokenMs !== null && <span className="mark" style={{ "--x": share(firstTokenMs) } as CSSProperties} title={`First token, ${formatDuration(firstTokenMs)}`} />}
          </span>
          <span className="num">{formatDuration(durationMs)}</span>
        </div>
      ))}
      <div className="fall-row fall-axis">
        <span />
        <span className="axis">
          <span>0</span>
          <span>{formatDuration(totalMs / 2)}</span>
          <span>{formatDuration(totalMs)}</span>
        </span>
        <span />
      </div>
    </div>
  );
}
