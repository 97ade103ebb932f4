import { Swatch } from "./ChartSwatch.tsx";
import { aligned, type ChartContent } from "./chartData.ts";

/** The numbers of a chart: one row an x, one column a line. */
export function ChartTable({ content, formatX, formatY }: { content: ChartContent; formatX(x: number): string; formatY(y: number): string }) {
  const { xs, columns } = aligned(content.series);
  return (
    <div className="chart-table" role="group" aria-label={`${content.title}, as a table`} tabIndex={0}>
      <table className="table tabular">
        <thead>
          <tr>
            <th scope="col" className="num">{content.xTitle}</th>
            {content.series.map((series) => (
              <th key={series.name} scope="col" className="num">
                <Swatch color={series.color} /> {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {xs.map((x, index) => (
            <tr key={x}>
              <th scope="row" className="num">{formatX(x)}</th>
              {columns.map((column, at) => {
                const point = column[index];
                return (
                  <td key={content.series[at]!.name} className="num" title={point?.low === undefined || point.high === undefined ? undefined : `${formatY(point.low)} to ${formatY(point.high)}`}>
                    {point ? formatY(point.y) : <span className="faint">–</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
