import type { Ref } from "react";
import type { Model } from "../../../shared/schemas/model.ts";
import { CopyButton } from "../../components/CopyButton.tsx";
import { Swatch } from "../../components/Swatch.tsx";
import { focusSelectedRow } from "./focusSelectedRow.ts";
import { FindingsSection } from "./FindingsSection.tsx";
import { FitSection } from "./FitSection.tsx";
import { HashLine } from "./HashLine.tsx";
import { ModelTroubles } from "./ModelTroubles.tsx";
import { NamesSection } from "./NamesSection.tsx";
import { PlaceSection } from "./PlaceSection.tsx";
import { RuntimeSection } from "./RuntimeSection.tsx";
import { SettingsSection } from "./SettingsSection.tsx";
import { TemplateSection } from "./TemplateSection.tsx";

/** Everything about one model. Escape gives the focus back to its row. */
export function ModelInspector({ model, ref }: { model: Model; ref: Ref<HTMLElement> }) {
  return (
    <aside className="pane inspect" aria-label={model.name} tabIndex={0} ref={ref} onKeyDown={(event) => event.key === "Escape" && focusSelectedRow()}>
      <section>
        <div className="section-head">
          <h2>
            <span className="who">
              <Swatch name={model.name} />
              {model.name}
            </span>
          </h2>
          <span className="spacer" />
          {model.sha256 && <CopyButton text={model.sha256} what="SHA-256" />}
        </div>
        <HashLine model={model} />
      </section>
      <ModelTroubles model={model} />
      <FitSection model={model} />
      <RuntimeSection model={model} />
      <SettingsSection model={model} />
      <NamesSection model={model} />
      <FindingsSection model={model} />
      <TemplateSection model={model} />
      <PlaceSection model={model} />
    </aside>
  );
}
