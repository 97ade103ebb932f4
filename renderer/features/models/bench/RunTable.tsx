import type { BenchResult } from "../../../../shared/schemas/bench.ts";
import { StatusMark } from "../../../components/StatusMark.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatBackend, formatSpeed, speedDigits, unknown } from "../../../format.ts";
import { headline, recordMissed } from "./benchSeries.ts";

/** The runs so far, newest first; one far below its model's own record is flagged. A click shows its figures. */
export function RunTable({ results, all, chosen, onChoose }: { results: readonly BenchResult[]; all: readonly BenchResult[]; chosen: string | undefined; onChoose(id: string): void }) {
  return (
    <table className="table tabular bench-runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Model</th>
          <th scope="col">Machine</th>
          <th scope="col" className="num">One stream, tok/s</th>
          <th scope="col">Best together, processes × threads</th>
          <th scope="col">Record</th>
        </tr>
      </thead>
      <tbody>
        {results.map((result) => {
          const own = headline(result);
          const record = recordMissed(result, all);
          return (
            <tr key={result.id} aria-selected={result.id === chosen} onClick={() => onChoose(result.id)}>
              <td>
                <button type="button" className="link-button" aria-pressed={result.id === chosen} onClick={() => onChoose(result.id)}>
                  <Time at={result.at} />
                </button>
                {result.isQuick && <span className="faint"> quick</span>}
              </td>
              <td>{result.modelName}</td>
              <td className="fill" title={`${result.machine.cpu}, ${result.machine.cores} cores, ${result.engine}`}>
                {result.machine.cpu}, {formatBackend(result.backend)}
                {result.gpuLayers > 0 && `, ${result.gpuLayers} of ${result.layers} layers on ${result.devices.join(", ")}`}
              </td>
              <td className="num">{own === null ? unknown : speedDigits(own)}</td>
              <td>{result.best ? `${formatSpeed(result.best.tokensPerSecond)}, ${result.best.replicas} × ${result.best.threads}` : <span className="faint">{unknown}</span>}</td>
              <td>{record === null ? <span className="faint">{unknown}</span> : <StatusMark status="warn" word={`far below ${formatSpeed(record)}`} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
