import { csvFields, type ColumnTarget } from "../../../../shared/schemas/transfer.ts";
import { Select } from "../../../components/Select.tsx";
import { useImport } from "./importStore.ts";

/** What each column of a table becomes. */
export function ColumnMapper() {
  const columns = useImport((state) => state.preview?.columns ?? null);
  const { mapColumn } = useImport.getState();
  if (!columns) return null;
  return (
    <div className="table-scroll import-columns" tabIndex={0} role="group" aria-label="Columns">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Becomes</th>
            <th scope="col">For example</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ name, target, sample }) => (
            <tr key={name}>
              <td className="mono">{name || "(no name)"}</td>
              <td>
                <Select label={`What ${name} becomes`} value={target} options={optionsOf(name, target)} onChange={(next) => void mapColumn(name, next as ColumnTarget)} />
              </td>
              <td className="fill faint" title={sample}>
                {sample}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function optionsOf(name: string, target: ColumnTarget) {
  const kept = target.startsWith("metadata.") ? target : `metadata.${name.trim().slice(0, 200) || "column"}`;
  return [...csvFields.map((field) => ({ value: field as string, label: field as string })), { value: kept, label: kept, note: "kept as metadata" }, { value: "ignore", label: "ignore", note: "left out" }];
}
