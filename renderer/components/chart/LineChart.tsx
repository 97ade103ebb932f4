import "uplot/dist/uPlot.min.css";
import { useRef, useState, type KeyboardEvent } from "react";
import { toast } from "sonner";
import { Button } from "../Button.tsx";
import { aligned, chartCsv, type ChartContent } from "./chartData.ts";
import { chartPicture } from "./chartPicture.ts";
import { ChartTable } from "./ChartTable.tsx";
import { Swatch } from "./ChartSwatch.tsx";
import { fileStem, saveFile } from "./saveFile.ts";
import { usePlot } from "./usePlot.ts";

type LineChartProps = { content: ChartContent; formatX(x: number): string; formatY(y: number): string };

/** Lines over x with their table behind them, to be read by eye, by arrow keys or by ear, and kept as PNG or CSV. */
export function LineChart({ content, formatX, formatY }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isTable, setTable] = useState(false);
  const [at, setAt] = useState<number | null>(null);
  const plot = usePlot(box, content, formatX, setAt);
  const { xs, columns } = aligned(content.series);
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const drawn = plot.current;
    if (step === 0 || !drawn || xs.length === 0) return;
    event.preventDefault();
    const next = at === null ? (step === 1 ? 0 : xs.length - 1) : Math.min(Math.max(at + step, 0), xs.length - 1);
    drawn.setCursor({ left: drawn.valToPos(xs[next]!, "x"), top: drawn.bbox.height / devicePixelRatio / 2 });
  };
  const keepPicture = async () => {
    const canvas = plot.current?.ctx.canvas;
    if (!canvas || !box.current) return;
    try {
      saveFile(`${fileStem(content.title)}.png`, await chartPicture(canvas, content, box.current));
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error));
    }
  };
  const shown = at === null ? null : xs[at];
  const spoken = shown === null || shown === undefined ? "" : `${content.xTitle} ${formatX(shown)}: ${content.series.map(({ name }, index) => `${name} ${columns[index]![at!] ? formatY(columns[index]![at!]!.y) : "nothing"}`).join(", ")}`;
  return (
    <figure className="chart" aria-label={content.title}>
      <figcaption className="section-head">
        <h2>{content.title}</h2>
        <span className="spacer" />
        <Button small kind="ghost" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
          Table
        </Button>
        <Button small kind="ghost" icon="download" disabled={isTable} onClick={() => void keepPicture()}>
          PNG
        </Button>
        <Button small kind="ghost" icon="download" onClick={() => saveFile(`${fileStem(content.title)}.csv`, new Blob([chartCsv(content)], { type: "text/csv" }))}>
          CSV
        </Button>
      </figcaption>
      <ul className="chart-legend tabular">
        {content.series.map(({ name, color }, index) => (
          <li key={name}>
            <Swatch color={color} /> {name} {at !== null && columns[index]![at] && <b>{formatY(columns[index]![at].y)}</b>}
          </li>
        ))}
        {shown !== null && shown !== undefined && <li className="faint">at {formatX(shown)}</li>}
      </ul>
      {isTable && <ChartTable content={content} formatX={formatX} formatY={formatY} />}
      <div ref={box} className="chart-plot" hidden={isTable} role="img" tabIndex={0} aria-label={`${content.title}, ${content.series.map(({ name }) => name).join(", ")}. Arrow keys read its points; Table shows them all.`} onKeyDown={move} />
      <span className="visually-hidden" aria-live="polite">
        {spoken}
      </span>
    </figure>
  );
}
