import { Who } from "../../../components/Swatch.tsx";
import { Measure } from "../../../components/Measure.tsx";
import { formatBytes, formatNoun } from "../../../format.ts";
import { focusSelectedRow } from "./focusSelectedRow.ts";
import type { Family } from "./families.ts";

/** A family at a glance: its members, and whether they talk by one template. */
export function FamilyPane({ family, onChoose }: { family: Family; onChoose(id: string): void }) {
  const models = family.entries.map(({ model }) => model);
  const templates = new Set(models.filter(({ kind }) => kind === "model").map(({ templateSha256 }) => templateSha256)).size;
  return (
    <aside className="pane inspect" aria-label={`Family ${family.name}`} tabIndex={0} onKeyDown={(event) => event.key === "Escape" && focusSelectedRow()}>
      <section>
        <div className="section-head">
          <h2>{family.name || "No family"}</h2>
          <span className="faint">{formatNoun(models.length, "file")}, {formatBytes(models.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))}</span>
        </div>
        {family.facts && <p className="small muted">{family.facts}</p>}
      </section>
      <section>
        <div className="section-head">
          <h2>Members</h2>
        </div>
        <ul className="family-members">
          {models.map((model) => (
            <li key={model.id}>
              <button type="button" className="link-button" onClick={() => onChoose(model.id)}>
                <Who name={model.name} />
              </button>
              <span className="faint">{model.quantization}</span>
              <span className="num">
                <Measure text={formatBytes(model.sizeBytes)} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <div className="section-head">
          <h2>Chat templates</h2>
        </div>
        <p className="small muted">{templates <= 1 ? "All its models have the same." : `${templates} different ones. A model's page shows what differs.`}</p>
      </section>
    </aside>
  );
}
