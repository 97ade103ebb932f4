import { formatCount } from "../../../../format.ts";
import { useSettings } from "../../../settings/settingsStore.ts";
import { useInteractions } from "../interactionsStore.ts";
import type { Timeline } from "./readTimeline.ts";
import { stepWords } from "./timeBars.ts";
import { TimelinePlot } from "./TimelinePlot.tsx";

/** The list over time, failures on top. A span that is drawn over it, or chosen by keys, narrows the list. */
export function TimelineChart() {
  const timeline = useInteractions((state) => state.timeline);
  const zone = useSettings((state) => state.settings.timeZone);
  return (
    <figure className="timeline" aria-label="Interactions over time">
      <figcaption className="timeline-head">
        <h2>Interactions</h2>
        <span className="faint">{timeline ? `per ${stepWords(timeline.stepMs)}` : "over time"}</span>
        <span className="spacer" />
        {timeline && <Legend timeline={timeline} />}
      </figcaption>
      {timeline && timeline.bars.length > 0 ? <TimelinePlot timeline={timeline} zone={zone} /> : <div className="timeline-plot" aria-busy={!timeline} />}
    </figure>
  );
}

function Legend({ timeline: { bars } }: { timeline: Timeline }) {
  const failed = bars.reduce((sum, bar) => sum + bar.failed, 0);
  const rest = bars.reduce((sum, bar) => sum + bar.count, 0) - failed;
  return (
    <span className="legend tabular">
      <span>
        <i className="swatch is-failed" />
        failed <b>{formatCount(failed)}</b>
      </span>
      <span>
        <i className="swatch is-rest" />
        all other <b>{formatCount(rest)}</b>
      </span>
    </span>
  );
}
