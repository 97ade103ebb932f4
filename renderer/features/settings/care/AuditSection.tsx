import type { AuditEntry } from "../../../../shared/schemas/audit.ts";
import { Button } from "../../../components/Button.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatCount } from "../../../format.ts";
import { useStorage } from "./storageStore.ts";

const actions: Record<AuditEntry["action"], string> = {
  remove: "Removed interactions", tag: "Tagged interactions", retention: "Applied retention", "drop-month": "Dropped a month", "set-retention": "Changed retention", "set-redaction": "Changed redaction", backup: "Backed up", restore: "Restored", repair: "Repaired",
};
const vias: Record<AuditEntry["via"], string> = { window: "window", browser: "browser", command: "command line", schedule: "daily" };

/** Who deleted or changed what, when. The list only grows, and holds nothing that was said. */
export function AuditSection() {
  const entries = useStorage((state) => state.entries);
  const older = useStorage((state) => state.older);
  return (
    <section className="setting-group" aria-label="Changes">
      <h2>Changes</h2>
      {entries.length === 0 ? (
        <p className="setting-empty">Nobody has deleted or changed anything yet. What is done to the log stands here: who, when, how many, never what it said.</p>
      ) : (
        <table className="table care-table" aria-label="Changes">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col" className="num">Interactions</th>
              <th scope="col">Details</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.key}>
                <td><Time at={entry.at} /></td>
                <td>{entry.who}, {vias[entry.via]}</td>
                <td>{actions[entry.action]}</td>
                <td className="num tabular">{entry.interactions === null ? "" : formatCount(entry.interactions)}</td>
                <td className="fill" title={entry.details.ids?.join("\n")}>{detailsOf(entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {older !== null && (
        <Button small onClick={() => void useStorage.getState().showOlder()}>
          Older
        </Button>
      )}
    </section>
  );
}

function detailsOf({ details: { filter, ids, months, names, path, note } }: AuditEntry): string {
  return [filter, months?.join(", "), names?.join(", "), path, note, !filter && ids && ids.length > 0 && `${ids.slice(0, 2).join(", ")}${ids.length > 2 ? ", …" : ""}`].filter(Boolean).join("; ");
}
