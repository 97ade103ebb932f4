import { useMemo } from "react";
import { formatClock, formatDay, formatMoment, formatUtc, type TimeZone } from "../../../../formatTime.ts";
import { formatCount, formatNoun } from "../../../../format.ts";
import { withSpan } from "../filter/filterSpan.ts";
import { useInteractions } from "../interactionsStore.ts";
import { timeAt, type Span } from "../rowWindow.ts";
import { rowPx } from "../table/rowSize.ts";
import { barPaths, plotWidth } from "./barPaths.ts";
import type { Timeline } from "./readTimeline.ts";
import { useBrush } from "./useBrush.ts";

const heightPx = 46;

/** The bars; to be read by pointer, by arrow keys and by ear. */
export function TimelinePlot({ timeline: { span, stepMs, bars }, zone }: { timeline: Timeline; zone: TimeZone }) {
  const { at, brushed, handlers } = useBrush({ span, stepMs, onNarrow: (to) => useInteractions.getState().change({ filter: withSpan(useInteractions.getState().query.filter, to) }) });
  const paths = useMemo(() => barPaths(bars, span, stepMs, heightPx), [bars, span, stepMs]);
  const lengthMs = span.toMs - span.fromMs;
  const share = (ms: number) => `${(ms / lengthMs) * 100}%`;
  const hit = at === null ? null : (bars.find(({ fromMs }) => fromMs === at) ?? { fromMs: at, count: 0, failed: 0 });
  const said = hit && `${formatMoment(hit.fromMs, zone)}: ${formatNoun(hit.count, "interaction")}${hit.failed > 0 ? `, ${formatCount(hit.failed)} failed` : ""}`;
  const whole = bars.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="timeline-plot">
      <span className="timeline-most faint tabular" aria-hidden="true">
        {formatCount(Math.max(...bars.map(({ count }) => count)))}
      </span>
      <div
        className="timeline-box"
        role="application"
        aria-roledescription="chart"
        aria-label={`${formatNoun(whole, "interaction")} from ${formatMoment(span.fromMs, zone)} to ${formatMoment(span.toMs, zone)}. Arrow keys read the bars; with Shift they choose a span, Enter narrows the list to it.`}
        title={hit ? `From ${formatUtc(hit.fromMs)}` : undefined}
        tabIndex={0}
        {...handlers}
      >
        <svg viewBox={`0 0 ${plotWidth} ${heightPx}`} preserveAspectRatio="none" aria-hidden="true">
          <path className="is-rest" d={paths.rest} />
          <path className="is-failed" d={paths.failed} />
        </svg>
        {at !== null && <i className="timeline-at" style={{ left: share(at - span.fromMs), width: share(stepMs) }} />}
        {brushed && <i className="timeline-brush" style={{ left: share(brushed.fromMs - span.fromMs), width: share(brushed.toMs - brushed.fromMs) }} />}
        <InSightMark span={span} />
      </div>
      <div className="timeline-axis faint tabular" aria-hidden="true">
        {said ? <span className="timeline-said">{said}</span> : ticks(span, zone).map(({ left, text }) => <span key={left} style={{ left }}>{text}</span>)}
      </div>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </div>
  );
}

/** Where the rows on the screen lie. */
function InSightMark({ span }: { span: Span }) {
  const at = useInteractions(({ rows, offsetPx }) => (rows && offsetPx > 0 ? timeAt(rows, Math.floor(offsetPx / rowPx)) : null));
  if (at === null) return null;
  const share = Math.min(Math.max((at - span.fromMs) / (span.toMs - span.fromMs), 0), 1);
  return <i className="timeline-here" style={{ left: `${(share * 100).toFixed(1)}%` }} />;
}

function ticks({ fromMs, toMs }: Span, zone: TimeZone): { left: string; text: string }[] {
  const isDays = toMs - fromMs > 3 * 86_400_000;
  const isOneDay = formatDay(fromMs, zone) === formatDay(toMs - 1, zone);
  return [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => {
    const at = fromMs + share * (toMs - fromMs);
    const day = formatDay(at, zone).replace(/ \d{4}$/, "");
    const clock = formatClock(at, zone).slice(0, 5);
    return { left: `${share * 100}%`, text: isDays ? day : isOneDay ? clock : `${day}, ${clock}` };
  });
}
