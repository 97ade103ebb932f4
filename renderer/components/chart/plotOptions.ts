import type uPlot from "uplot";
import { aligned, yEnd, type ChartContent, type ChartPoint } from "./chartData.ts";

type Look = { text: string; line: string; background: string; font: string; colors: readonly string[] };
type Size = { width: number; height: number };

/** What uPlot draws of `content`: lines with a mark at each point and a bar for each interval, y from zero. */
export function plotOptions(content: ChartContent, look: Look, { width, height }: Size, formatX: (x: number) => string, onCursor: (index: number | null) => void): uPlot.Options {
  const { columns } = aligned(content.series);
  const axis = { stroke: look.text, font: look.font, labelFont: look.font, grid: { stroke: look.line, width: 1 }, ticks: { stroke: look.line, width: 1, size: 4 } };
  return {
    width,
    height,
    padding: [8, 20, 4, 0],
    legend: { show: false },
    scales: { x: { time: false, range: (_, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) }, y: { range: () => [0, yEnd(content.series)] } },
    axes: [
      { ...axis, space: 80, size: 26, label: content.xTitle, labelSize: 18, labelGap: 0, values: (_, ticks) => ticks.map(formatX), grid: { show: false } },
      { ...axis, size: 52, label: content.yTitle, labelSize: 18, labelGap: 0 },
    ],
    cursor: { drag: { x: false, y: false }, points: { size: 8 }, y: false },
    series: [{}, ...content.series.map((series, index) => ({ label: series.name, stroke: look.colors[index]!, width: 1.75, spanGaps: true, ...(series.isDashed ? { dash: [5, 4] } : {}), points: { show: true, size: 6, fill: look.background, stroke: look.colors[index]!, width: 1.75 } }))],
    hooks: {
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)],
      draw: [(plot) => content.series.forEach((_, index) => drawIntervals(plot, columns[index]!, look.colors[index]!))],
    },
  };
}

function drawIntervals(plot: uPlot, column: readonly (ChartPoint | null)[], color: string): void {
  const { ctx } = plot;
  const cap = 3 * devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = devicePixelRatio;
  for (const point of column) {
    if (point?.low === undefined || point.high === undefined) continue;
    const [x, low, high] = [plot.valToPos(point.x, "x", true), plot.valToPos(point.low, "y", true), plot.valToPos(point.high, "y", true)];
    ctx.beginPath();
    ctx.moveTo(x, low);
    ctx.lineTo(x, high);
    for (const y of [low, high]) {
      ctx.moveTo(x - cap, y);
      ctx.lineTo(x + cap, y);
    }
    ctx.stroke();
  }
  ctx.restore();
}
