import { useEffect, useRef, useState, type CSSProperties, type PointerEvent } from "react";
import { classes } from "../../../components/classes.ts";
import { cssColor } from "../../../components/chart/cssColor.ts";
import { useTheme } from "../../../components/chart/useTheme.ts";
import { drawOverview } from "./drawOverview.ts";
import { spanDuration } from "./spanWords.ts";
import type { TimeWindow } from "./timeWindow.ts";
import type { TraceView } from "./traceStore.ts";

const heightPx = 48;
/** A shorter drag is a click. */
const leastDragPx = 4;

/** The whole trace in small: where its time went, where it failed, where nothing ran. A stretch that is drawn over it is looked at closer. */
export function TraceOverview({ view, window, onWindow }: { view: TraceView; window: TimeWindow; onWindow(window: TimeWindow): void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drag = useRef<number | null>(null);
  const [drawn, setDrawn] = useState<{ from: number; to: number } | null>(null);
  const theme = useTheme();
  const { totalMs } = view.tree;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = () => {
      const color = (name: string) => cssColor(element.parentElement!, `var(${name})`);
      drawOverview(element, view, { bar: color("--rest"), model: color("--text-3"), error: color("--error"), gap: color("--line-strong") }, heightPx);
    };
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    return () => resized.disconnect();
  }, [view, theme]);

  const shareAt = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - left) / Math.max(width, 1), 0), 1);
  };
  const share = (ms: number) => (totalMs === 0 ? 0 : ms / totalMs);
  const shown = drawn ?? { from: share(window.fromMs), to: totalMs === 0 ? 1 : share(window.toMs) };
  const finish = (event: PointerEvent<HTMLElement>) => {
    const from = drag.current;
    drag.current = null;
    setDrawn(null);
    if (from === null) return;
    const to = shareAt(event);
    if (Math.abs(to - from) * event.currentTarget.clientWidth < leastDragPx) return;
    onWindow({ fromMs: Math.min(from, to) * totalMs, toMs: Math.max(from, to) * totalMs });
  };
  return (
    <div
      className={classes("trace-overview", shown.from <= 0 && shown.to >= 1 && "is-whole")}
      title="Draw over a stretch of time to look at it closer; double-click for the whole trace"
      style={{ "--from": `${shown.from * 100}%`, "--to": `${shown.to * 100}%` } as CSSProperties}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = shareAt(event);
      }}
      onPointerMove={(event) => {
        const from = drag.current;
        if (from === null) return;
        const to = shareAt(event);
        setDrawn({ from: Math.min(from, to), to: Math.max(from, to) });
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrawn(null)}
      onDoubleClick={() => onWindow({ fromMs: 0, toMs: totalMs })}
    >
      <canvas ref={canvas} role="img" aria-label={`The trace over ${spanDuration(totalMs)}`} style={{ height: heightPx }} />
      <i className="veil is-before" />
      <i className="veil is-after" />
    </div>
  );
}
