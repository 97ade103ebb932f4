import type { BenchResult } from "../../../../shared/schemas/bench.ts";
import { formatBackend, formatBytes, formatCount, formatDuration, speedDigits, unknown } from "../../../format.ts";

const seriesWords = { depth: "depth", batch: "batch", slots: "slots", replicas: "replicas" };

/** Every figure of one result. */
export function BenchTable({ result }: { result: BenchResult }) {
  const speed = (value: number | null) => (value === null ? <span className="faint">{unknown}</span> : speedDigits(value));
  return (
    <div className="table-scroll bench-figures" tabIndex={0} role="group" aria-label="Figures of the run">
      <table className="table tabular">
        <caption className="visually-hidden">
          {result.modelName} on {result.machine.cpu}, {formatBackend(result.backend)}
        </caption>
        <thead>
          <tr>
            <th scope="col">Varied</th>
            <th scope="col" className="num">Depth</th>
            <th scope="col" className="num">Batch</th>
            <th scope="col" className="num">Streams</th>
            <th scope="col" className="num">Processes × threads</th>
            <th scope="col" className="num">Prompt tok/s</th>
            <th scope="col" className="num">Generation tok/s</th>
            <th scope="col" className="num">First token</th>
            <th scope="col" className="num">Memory</th>
          </tr>
        </thead>
        <tbody>
          {result.figures.map((figure, index) => (
            <tr key={index}>
              <td>{seriesWords[figure.series]}</td>
              <td className="num">{formatCount(figure.depthTokens)}</td>
              <td className="num">{formatCount(figure.batchTokens)}</td>
              <td className="num">{figure.streams}</td>
              <td className="num">
                {figure.replicas} × {figure.threads}
              </td>
              <td className="num">{speed(figure.promptTokensPerSecond)}</td>
              <td className="num">{speed(figure.generationTokensPerSecond)}</td>
              <td className="num">{formatDuration(figure.firstTokenMs)}</td>
              <td className="num">{formatBytes(figure.memoryBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
