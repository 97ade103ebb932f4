import type { Replica } from "../../../../shared/schemas/model.ts";
import { formatBytes, speedDigits, unknown } from "../../../format.ts";

/** The processes of a model, one a row. */
export function ReplicaTable({ replicas, slots }: { replicas: readonly Replica[]; slots: number }) {
  if (replicas.length === 0) return null;
  return (
    <table className="table tabular replica-table">
      <thead>
        <tr>
          <th scope="col">Process</th>
          <th scope="col" className="num">Busy</th>
          <th scope="col" className="num">tok/s</th>
          <th scope="col" className="num">Memory</th>
        </tr>
      </thead>
      <tbody>
        {replicas.map(({ pid, busySlots, tokensPerSecond, memoryBytes }) => (
          <tr key={pid}>
            <td>{pid}</td>
            <td className="num">
              {busySlots} of {slots}
            </td>
            <td className="num">{tokensPerSecond === null ? unknown : speedDigits(tokensPerSecond)}</td>
            <td className="num">{formatBytes(memoryBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
