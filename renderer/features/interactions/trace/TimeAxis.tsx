import { tickWords } from "./spanWords.ts";
import { ticks, type TimeWindow } from "./timeWindow.ts";

/** Words that begin further to the right would leave the pane. */
const latestWords = 0.93;
/** More would stand on each other in a narrow pane. */
export const mostTicks = 4;

/** The head over the spans: what the columns are, and the time that the bars stand on. */
export function TimeAxis({ window }: { window: TimeWindow }) {
  const { fromMs, toMs } = window;
  return (
    <div className="span-head label">
      <span>Span</span>
      <span className="num">Took</span>
      <div className="span-axis">
        {ticks(window, mostTicks).filter((ms) => ms - fromMs < (toMs - fromMs) * latestWords).map((ms) => (
          <span key={ms} style={{ left: `${((ms - fromMs) / (toMs - fromMs)) * 100}%` }}>
            {tickWords(ms)}
          </span>
        ))}
      </div>
    </div>
  );
}
