import { useEffect, useRef, type RefObject } from "react";
import uPlot from "uplot";
import { aligned, type ChartContent } from "./chartData.ts";
import { cssColor } from "./cssColor.ts";
import { plotOptions } from "./plotOptions.ts";
import { useTheme } from "./useTheme.ts";

/** Draws `content` into `box` and again whenever it, the box's size or the theme changes. */
export function usePlot(box: RefObject<HTMLDivElement | null>, content: ChartContent, formatX: (x: number) => string, onCursor: (index: number | null) => void): RefObject<uPlot | null> {
  const plot = useRef<uPlot | null>(null);
  const cursor = useRef(onCursor);
  const theme = useTheme();
  useEffect(() => {
    cursor.current = onCursor;
  });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const color = (name: string) => cssColor(element, name);
    const look = { text: color("var(--text-3)"), line: color("var(--line)"), background: color("var(--bg)"), font: `11px ${getComputedStyle(element).fontFamily}`, colors: content.series.map((series) => color(series.color)) };
    const { xs, columns } = aligned(content.series);
    const size = () => ({ width: element.clientWidth, height: element.clientHeight });
    const drawn = new uPlot(plotOptions(content, look, size(), formatX, (index) => cursor.current(index)), [xs, ...columns.map((column) => column.map((point) => point?.y ?? null))] as uPlot.AlignedData, element);
    plot.current = drawn;
    const resized = new ResizeObserver(() => drawn.setSize(size()));
    resized.observe(element);
    return () => {
      resized.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [box, content, formatX, theme]);
  return plot;
}
