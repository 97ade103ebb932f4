/** One line of a chart. `color` is a CSS colour, a token for instance (`var(--series-1)`); `low` and `high` are the ends of the interval of an estimate. */
export type ChartPoint = { x: number; y: number; low?: number; high?: number };
export type ChartSeries = { name: string; color: string; points: readonly ChartPoint[]; /** A line that is only a reference is dashed. */ isDashed?: boolean };

/** A chart's numbers: titles carry their unit ("Generation speed, tok/s"). */
export type ChartContent = { title: string; xTitle: string; yTitle: string; series: readonly ChartSeries[] };

/** Every x of any line, rising, and what each line has there; null: a gap. */
export function aligned(series: readonly ChartSeries[]): { xs: number[]; columns: (ChartPoint | null)[][] } {
  const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const columns = series.map(({ points }) => {
    const at = new Map(points.map((point) => [point.x, point]));
    return xs.map((x) => at.get(x) ?? null);
  });
  return { xs, columns };
}

/** The end of the y axis: nothing reaches the frame, and the axis begins at zero. */
export function yEnd(series: readonly ChartSeries[]): number {
  const most = Math.max(0, ...series.flatMap(({ points }) => points.map(({ y, high }) => high ?? y)));
  return most === 0 ? 1 : most * 1.12;
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
// A spreadsheet runs a cell that begins so.
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** The chart's table as CSV: one row an x, one column a line. */
export function chartCsv({ xTitle, series }: ChartContent): string {
  const { xs, columns } = aligned(series);
  const head = [xTitle, ...series.map(({ name }) => name)].map((text) => quoted(harmless(text)));
  const rows = xs.map((x, index) => [String(x), ...columns.map((column) => String(column[index]?.y ?? ""))]);
  return [head, ...rows].map((row) => row.join(",")).join("\r\n");
}
