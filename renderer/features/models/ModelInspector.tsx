import { Link } from "wouter";
import type { Model } from "../../../shared/schemas/model.ts";
import { CopyButton } from "../../components/CopyButton.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { Who } from "../../components/Swatch.tsx";
import { BenchSection } from "./bench/BenchSection.tsx";
import { HashLine } from "./facts/HashLine.tsx";
import { ModelNotices } from "./facts/ModelNotices.tsx";
import { ModelTroubles } from "./facts/ModelTroubles.tsx";
import { NamesSection } from "./facts/NamesSection.tsx";
import { NotesSection } from "./facts/NotesSection.tsx";
import { PlaceSection } from "./facts/PlaceSection.tsx";
import { FitSection } from "./fit/FitSection.tsx";
import { FindingsSection } from "./inspect/FindingsSection.tsx";
import { modelPlace } from "./library.ts";
import { focusSelectedRow } from "./list/focusSelectedRow.ts";
import { RuntimeSection } from "./runtime/RuntimeSection.tsx";
import { SettingsSection } from "./runtime/SettingsSection.tsx";

/** Everything about one model, beside the list. Escape gives the focus back to its row. */
export function ModelInspector({ model }: { model: Model }) {
  return (
    <aside className="pane inspect" aria-label={model.name} tabIndex={0} onKeyDown={(event) => event.key === "Escape" && focusSelectedRow()}>
      <section>
        <div className="section-head">
          <h2 className="inspect-name" title={model.name}>
            <Who name={model.name} />
          </h2>
          {model.sha256 && <CopyButton text={model.sha256} what="SHA-256" />}
          <Link className="btn is-small is-ghost" href={modelPlace(model)}>
            Open <Kbd of="Enter" />
          </Link>
        </div>
        <HashLine model={model} />
        {model.tags.length > 0 && (
          <p className="tag-row">
            {model.tags.map((tag) => (
              <span key={tag} className="tag">
                {tag}
              </span>
            ))}
          </p>
        )}
      </section>
      <ModelTroubles model={model} />
      <ModelNotices model={model} />
      <FitSection model={model} />
      <RuntimeSection model={model} />
      <FindingsSection model={model} />
      <BenchSection model={model} />
      {model.kind === "model" && <SettingsSection model={model} />}
      <NamesSection model={model} />
      <NotesSection model={model} />
      <PlaceSection model={model} />
    </aside>
  );
}
