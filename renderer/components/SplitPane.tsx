import { useRef, type CSSProperties, type ReactNode } from "react";
import { useLayout } from "./layoutStore.ts";

type SplitPaneProps = {
  /** Under this name the width is remembered. */
  name: string;
  /** Width of the side pane in px when nothing is remembered. */
  initial: number;
  min?: number;
  max?: number;
  /** Which child has the fixed width; the other takes the rest. */
  side?: "left" | "right";
  className?: string;
  children: [ReactNode, ReactNode];
};

const stepPx = 16;

/** Two panes with a line between them that can be moved, by pointer or by arrow keys. */
export function SplitPane({ name, initial, min = 200, max = 720, side = "right", className, children }: SplitPaneProps) {
  const remembered = useLayout((state) => state.widths[name]);
  const width = Math.min(Math.max(remembered ?? initial, min), max);
  const drag = useRef<{ from: number; width: number } | null>(null);
  const sign = side === "right" ? -1 : 1;
  const set = (next: number) => useLayout.getState().setWidth(name, Math.round(Math.min(Math.max(next, min), max)));
  const style = { "--side": `${width}px` } as CSSProperties;
  return (
    <div className={["split", `is-${side}`, className].filter(Boolean).join(" ")} style={style}>
      {children[0]}
      <div
        className="split-line"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the pane"
        aria-valuenow={width}
        aria-valuemin={min}
        aria-valuemax={max}
        tabIndex={0}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { from: event.clientX, width };
        }}
        onPointerMove={(event) => drag.current && set(drag.current.width + sign * (event.clientX - drag.current.from))}
        onPointerUp={() => (drag.current = null)}
        onDoubleClick={() => set(initial)}
        onKeyDown={(event) => {
          const move = event.key === "ArrowLeft" ? -stepPx : event.key === "ArrowRight" ? stepPx : 0;
          if (move === 0) return;
          event.preventDefault();
          set(width + sign * move);
        }}
      />
      {children[1]}
    </div>
  );
}
