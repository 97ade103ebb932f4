import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { formatClock, formatDay, formatMoment, type TimeZone } from "../../../../formatTime.ts";
import { formatCount, formatNoun } from "../../../../format.ts";
import { useSettings } from "../../../settings/settingsStore.ts";
import { withSpan } from "../filter/filterSpan.ts";
import { useInteractions } from "../interactionsStore.ts";
import { timeAt, type Span } from "../rowWindow.ts";
import { rowPx } from "../table/rowSize.ts";
import type { Timeline } from "./readTimeline.ts";
import { stepWords } from "./timeBars.ts";

const heightPx = 44;

/** The list over time, failures on top. A span that is drawn over it, or chosen with Shift and arrow keys and Enter, narrows the list. */
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
      {timeline && timeline.bars.length > 0 ? <Plot timeline={timeline} zone={zone} /> : <div className="timeline-plot" aria-busy={!timeline} />}
    </figure>
  );
}

function Legend({ timeline: { bars } }: { timeline: Timeline }) {
  const failed = bars.reduce((sum, bar) => sum + bar.failed, 0);
  const rest = bars.reduce((sum, bar) => sum + bar.count, 0) - failed;
  return (
    <span className="legend tabular">
      <span><i className="swatch is-failed" />failed <b>{formatCount(failed)}</b></span>
      <span><i className="swatch is-rest" />all other <b>{formatCount(rest)}</b></span>
    </span>
  );
}

function Plot({ timeline: { span, stepMs, bars }, zone }: { timeline: Timeline; zone: TimeZone }) {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const lengthMs = span.toMs - span.fromMs;
  const box = useRef<HTMLDivElement>(null);
  const [brush, setBrush] = useState<{ anchorMs: number; atMs: number } | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const drawing = useRef(false);
  const snap = (ms: number) => span.fromMs + Math.floor(Math.min(Math.max(ms - span.fromMs, 0), lengthMs - 1) / stepMs) * stepMs;
  const timeUnder = (event: PointerEvent) => {
    const { left, width } = box.current!.getBoundingClientRect();
    return snap(span.fromMs + ((event.clientX - left) / width) * lengthMs);
  };
  const brushed: Span | null = brush && { fromMs: Math.min(brush.anchorMs, brush.atMs), toMs: Math.max(brush.anchorMs, brush.atMs) + stepMs };
  const narrow = (to: Span) => {
    setBrush(null);
    useInteractions.getState().change({ filter: withSpan(useInteractions.getState().query.filter, to) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -stepMs : event.key === "ArrowRight" ? stepMs : 0;
    if (step !== 0) {
      const next = snap((at ?? span.toMs - (step > 0 ? stepMs : 0)) + step);
      setAt(next);
      setBrush(event.shiftKey ? { anchorMs: brush?.anchorMs ?? at ?? next, atMs: next } : null);
    } else if (event.key === "Enter" && (brushed || at !== null)) narrow(brushed ?? { fromMs: at!, toMs: at! + stepMs });
    else if (event.key === "Escape" && (brush || at !== null)) {
      setBrush(null);
      setAt(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const left = (ms: number) => `${((ms - span.fromMs) / lengthMs) * 100}%`;
  const hit = at === null ? null : (bars.find(({ fromMs }) => fromMs === at) ?? { fromMs: at, toMs: at + stepMs, count: 0, failed: 0 });
  const said = hit && `${formatMoment(hit.fromMs, zone)}: ${formatNoun(hit.count, "interaction")}${hit.failed > 0 ? `, ${formatCount(hit.failed)} failed` : ""}`;
  const width = 1000 / (lengthMs / stepMs);
  const x = (ms: number) => ((ms - span.fromMs) / lengthMs) * 1000;
  const path = (part: (bar: (typeof bars)[number]) => { top: number; height: number }) =>
    bars.map((bar) => { const { top, height } = part(bar); return height === 0 ? "" : `M${x(bar.fromMs).toFixed(2)} ${top.toFixed(2)}h${(width * 0.82).toFixed(2)}v${height.toFixed(2)}h${(-width * 0.82).toFixed(2)}z`; }).join("");
  const tall = (count: number) => (count === 0 ? 0 : Math.max(1.2, (count / most) * heightPx));
  return (
    <div className="timeline-plot">
      <span className="timeline-most faint tabular" aria-hidden="true">{formatCount(most)}</span>
      <div
        ref={box}
        className="timeline-box"
        role="application"
        aria-roledescription="chart"
        aria-label={`${formatNoun(bars.reduce((sum, bar) => sum + bar.count, 0), "interaction")} from ${formatMoment(span.fromMs, zone)} to ${formatMoment(span.toMs, zone)}. Arrow keys read the bars; with Shift they choose a span, Enter narrows the list to it.`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drawing.current = true;
          setBrush({ anchorMs: timeUnder(event), atMs: timeUnder(event) });
        }}
        onPointerMove={(event) => {
          setAt(timeUnder(event));
          if (drawing.current && brush) setBrush({ ...brush, atMs: timeUnder(event) });
        }}
        onPointerUp={() => {
          drawing.current = false;
          if (brushed) narrow(brushed);
        }}
        onPointerLeave={() => !drawing.current && setAt(null)}
      >
        <svg viewBox={`0 0 1000 ${heightPx}`} preserveAspectRatio="none" aria-hidden="true">
          <path className="is-rest" d={path(({ count, failed }) => ({ top: heightPx - tall(count), height: tall(count) - (failed > 0 ? Math.min(tall(count), tall(failed)) : 0) }))} />
          <path className="is-failed" d={path(({ count, failed }) => ({ top: heightPx - Math.min(tall(count), tall(failed)), height: Math.min(tall(count), tall(failed)) }))} />
        </svg>
        {at !== null && <i className="timeline-at" style={{ left: left(at), width: `${(stepMs / lengthMs) * 100}%` }} />}
        {brushed && <i className="timeline-brush" style={{ left: left(brushed.fromMs), width: `${((brushed.toMs - brushed.fromMs) / lengthMs) * 100}%` }} />}
        <InSight span={span} />
      </div>
      <div className="timeline-axis faint tabular" aria-hidden="true">
        {said ? <span className="timeline-said">{said}</span> : ticks(span, zone).map(({ share, text }) => <span key={share} style={{ left: `${share * 100}%` }}>{text}</span>)}
      </div>
      <span className="visually-hidden" aria-live="polite">{said}</span>
    </div>
  );
}

/** Where the rows on the screen lie. */
function InSight({ span }: { span: Span }) {
  const at = useInteractions(({ rows, offsetPx }) => (rows && offsetPx > 0 ? timeAt(rows, Math.floor(offsetPx / rowPx)) : null));
  if (at === null) return null;
  const share = Math.min(Math.max((at - span.fromMs) / (span.toMs - span.fromMs), 0), 1);
  return <i className="timeline-here" style={{ left: `${share * 100}%` }} title="The rows on the screen" />;
}

function ticks({ fromMs, toMs }: Span, zone: TimeZone): { share: number; text: string }[] {
  const isDays = toMs - fromMs > 2 * 86_400_000;
  return [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => {
    const at = fromMs + share * (toMs - fromMs);
    const day = formatDay(at, zone).replace(/ \d{4}$/, "");
    return { share, text: isDays ? day : formatDay(fromMs, zone) === formatDay(toMs, zone) || share > 0 ? formatClock(at, zone).slice(0, 5) : `${day} ${formatClock(at, zone).slice(0, 5)}` };
  });
}
