import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, type CSSProperties, type RefObject } from "react";
import type { TimeWindow } from "./timeWindow.ts";
import type { TraceView } from "./traceStore.ts";
import { SpanRow } from "./SpanRow.tsx";
import { TimeAxis } from "./TimeAxis.tsx";
import { tickLines } from "./tickLines.ts";

export const rowPx = 26;

type SpanRowsProps = {
  view: TraceView;
  rows: Int32Array;
  collapsed: ReadonlySet<number>;
  window: TimeWindow;
  selected: number | null;
  /** Null: nothing is looked for. */
  matches: ReadonlySet<number> | null;
  isPathShown: boolean;
  scroller: RefObject<HTMLDivElement | null>;
  onSelect(index: number): void;
  onToggle(index: number): void;
  onOpen(index: number): void;
  onWheelZoom(factor: number, atMs: number): void;
};

/** The spans of a trace; only those near the screen are in the page. */
export function SpanRows({ view, rows, collapsed, window, selected, matches, isPathShown, scroller, onSelect, onToggle, onOpen, onWheelZoom }: SpanRowsProps) {
  // No React Compiler is used, whose caching this library would break.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 12 });
  const latest = useRef({ onSelect, onToggle, onOpen, onWheelZoom, window });
  useEffect(() => {
    latest.current = { onSelect, onToggle, onOpen, onWheelZoom, window };
  });
  // Rows are drawn anew only when they change: what they call stays the same.
  const select = useCallback((index: number) => latest.current.onSelect(index), []);
  const toggle = useCallback((index: number) => latest.current.onToggle(index), []);
  const open = useCallback((index: number) => latest.current.onOpen(index), []);

  const placeOfSelected = useMemo(() => (selected === null ? -1 : rows.indexOf(selected)), [rows, selected]);
  useEffect(() => {
    if (placeOfSelected >= 0) virtual.scrollToIndex(placeOfSelected, { align: "auto" });
  }, [placeOfSelected, virtual]);

  // With Ctrl the wheel zooms, as in maps; a listener that may prevent the page's own zoom can't be React's.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const bars = element.querySelector(".span-bar");
      if (!event.ctrlKey || !bars) return;
      event.preventDefault();
      const { left, width } = bars.getBoundingClientRect();
      const { fromMs, toMs } = latest.current.window;
      const share = Math.min(Math.max((event.clientX - left) / Math.max(width, 1), 0), 1);
      latest.current.onWheelZoom(1.2 ** Math.sign(event.deltaY), fromMs + share * (toMs - fromMs));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [scroller]);

  return (
    <>
      <TimeAxis window={window} />
      <div className="span-scroll" ref={scroller} role="tree" aria-label="Spans" tabIndex={0} aria-activedescendant={placeOfSelected >= 0 ? `span-${selected}` : undefined}>
        <div role="presentation" className="span-rows" style={{ height: virtual.getTotalSize(), "--ticks": tickLines(window) } as CSSProperties}>
          {virtual.getVirtualItems().map(({ index: place, start }) => {
            const index = rows[place]!;
            return (
              <SpanRow
                key={index}
                tree={view.tree}
                index={index}
                topPx={start}
                window={window}
                isSelected={index === selected}
                isCollapsed={collapsed.has(index)}
                isMatch={matches && matches.has(index)}
                path={isPathShown ? (view.path.get(index) ?? null) : null}
                onSelect={select}
                onToggle={toggle}
                onOpen={open}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}
