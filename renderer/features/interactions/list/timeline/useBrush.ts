import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Span } from "../rowWindow.ts";

/** A hand on a chart over time: the bar under it (`at`, the bar's beginning in ms), the span that it draws, and what it does to the element. */
export function useBrush({ span, stepMs, onNarrow }: { span: Span; stepMs: number; onNarrow(span: Span): void }) {
  const [drawn, setDrawn] = useState<{ anchorMs: number; headMs: number } | null>(null);
  const [at, setAt] = useState<number | null>(null);
  const isDrawing = useRef(false);
  const lengthMs = span.toMs - span.fromMs;
  const barOf = (ms: number) => span.fromMs + Math.floor(Math.min(Math.max(ms - span.fromMs, 0), lengthMs - 1) / stepMs) * stepMs;
  const under = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return barOf(span.fromMs + ((event.clientX - left) / width) * lengthMs);
  };
  const brushed: Span | null = drawn && { fromMs: Math.min(drawn.anchorMs, drawn.headMs), toMs: Math.max(drawn.anchorMs, drawn.headMs) + stepMs };
  const narrow = (to: Span) => {
    setDrawn(null);
    setAt(null);
    onNarrow(to);
  };
  return {
    at,
    brushed,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        isDrawing.current = true;
        setDrawn({ anchorMs: under(event), headMs: under(event) });
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        setAt(under(event));
        if (isDrawing.current && drawn) setDrawn({ ...drawn, headMs: under(event) });
      },
      onPointerUp() {
        isDrawing.current = false;
        if (brushed) narrow(brushed);
      },
      onPointerLeave: () => !isDrawing.current && setAt(null),
      onBlur: () => setAt(null),
      onKeyDown(event: KeyboardEvent) {
        const step = event.key === "ArrowLeft" ? -stepMs : event.key === "ArrowRight" ? stepMs : 0;
        if (step !== 0) {
          const next = barOf(at === null ? (step > 0 ? span.fromMs : span.toMs - 1) : at + step);
          setAt(next);
          setDrawn(event.shiftKey ? { anchorMs: drawn?.anchorMs ?? at ?? next, headMs: next } : null);
        } else if (event.key === "Enter" && (brushed || at !== null)) narrow(brushed ?? { fromMs: at!, toMs: at! + stepMs });
        else if (event.key === "Escape" && (drawn || at !== null)) {
          setDrawn(null);
          setAt(null);
        } else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}
