import type { PreviewRow } from "../../../../shared/schemas/transfer.ts";
import { SkeletonRows } from "../../../components/Skeleton.tsx";
import { StatusMark, type Mark } from "../../../components/StatusMark.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatCount, formatDuration } from "../../../format.ts";
import { RejectList } from "./RejectList.tsx";
import { useImport } from "./importStore.ts";

/** The first rows as they would be stored. */
export function PreviewTable() {
  const preview = useImport((state) => state.preview);
  const isLooking = useImport((state) => state.isLooking);
  if (!preview && !isLooking) return null;
  return (
    <>
      <div className="table-scroll import-rows" tabIndex={0} role="group" aria-label="The first rows as they would be stored">
        <table className="table tabular" aria-busy={isLooking}>
          <thead>
            <tr>
              <th scope="col" className="num">Line</th>
              <th scope="col">Time</th>
              <th scope="col">Status</th>
              <th scope="col">Model or span</th>
              <th scope="col">Input</th>
              <th scope="col">Output</th>
              <th scope="col" className="num">Tokens</th>
              <th scope="col" className="num">Time taken</th>
            </tr>
          </thead>
          <tbody>{preview ? preview.rows.map((row, index) => <Row key={index} row={row} />) : <SkeletonRows rows={5} widths={["24px", "128px", "40px", "80px", "160px", "160px", "48px", "48px"]} />}</tbody>
        </table>
      </div>
      {preview && preview.rejects.length > 0 && <RejectList title="Can't be taken in, of the first records" rejects={preview.rejects} />}
    </>
  );
}

const marks: Record<string, Mark> = { ok: "ok", running: "running", failed: "failed", blocked: "blocked", cancelled: "cancelled", interrupted: "interrupted", error: "failed" };

/** How a time is odd. */
const clockWords: Record<string, string> = { future: "in the future", past: "too long ago", "ends-before-start": "ends before it starts", "zone-assumed": "no zone" };

function Row({ row }: { row: PreviewRow }) {
  const mark = marks[row.status];
  return (
    <tr>
      <td className="num">{formatCount(row.line)}</td>
      <td>
        <Time at={row.createdAt} />
        {row.clockMark && <span className="faint"> {clockWords[row.clockMark] ?? row.clockMark}</span>}
      </td>
      <td>{mark ? <StatusMark status={mark} word={row.status} still /> : ""}</td>
      <td className="clip import-cell" title={row.model ?? row.name ?? ""}>
        {row.model ?? row.name ?? ""}
      </td>
      <td className="clip import-cell" title={row.input}>
        {row.input}
      </td>
      <td className="clip import-cell" title={row.output}>
        {row.output}
      </td>
      <td className="num">{row.promptTokens === null && row.completionTokens === null ? "" : `${formatCount(row.promptTokens)} → ${formatCount(row.completionTokens)}`}</td>
      <td className="num">{row.totalMs === null ? "" : formatDuration(row.totalMs)}</td>
    </tr>
  );
}
