import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import { textLines } from "./textLines.ts";

const usualPx = 18;

/** A long text in lines, of which those near the screen are in the page. */
export function LineText({ text, label }: { text: string; label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => textLines(text), [text]);
  // No React Compiler is used, whose caching this library would break.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: lines.length / 2, getScrollElement: () => scroller.current, estimateSize: () => usualPx, overscan: 20 });
  return (
    <div className="line-text" ref={scroller} tabIndex={0} role="group" aria-label={label}>
      <div className="line-text-body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div key={index} ref={virtual.measureElement} data-index={index} className="line-text-line" style={{ transform: `translateY(${start}px)` }}>
            {text.slice(lines[2 * index]!, lines[2 * index + 1]!) || " "}
          </div>
        ))}
      </div>
    </div>
  );
}
