import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { conditionChanges } from "./conditionChanges.ts";

/** The recorded conditions that are not the same, with both values. */
export function ConditionTable({ original, replayed }: { original: Interaction; replayed: Interaction }) {
  const changes = conditionChanges(original, replayed);
  if (changes.length === 0) return <p className="faint small">Every recorded condition is the same: model, template, engine, backend, parameters, slots, cache.</p>;
  return (
    <table className="table changes-table">
      <thead>
        <tr>
          <th scope="col">Condition</th>
          <th scope="col">Recorded</th>
          <th scope="col">
            <span className="visually-hidden">becomes</span>
          </th>
          <th scope="col">This replay</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ label, before, after }) => (
          <tr key={label}>
            <td>{label}</td>
            <td className="tabular clip" title={before}>{before}</td>
            <td className="faint" aria-hidden="true">→</td>
            <td className="tabular clip" title={after}>
              <b>{after}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
