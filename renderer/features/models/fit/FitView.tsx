import type { Model } from "../../../../shared/schemas/model.ts";
import { ModelNotices } from "../facts/ModelNotices.tsx";
import { ModelTroubles } from "../facts/ModelTroubles.tsx";
import { RuntimeSection } from "../runtime/RuntimeSection.tsx";
import { SettingsSection } from "../runtime/SettingsSection.tsx";
import { FitSection } from "./FitSection.tsx";

/** What the model takes and how it runs, beside the settings that decide it. */
export function FitView({ model }: { model: Model }) {
  return (
    <div className="fit-view">
      <div className="pane inspect" role="region" aria-label="What it takes and how it runs" tabIndex={0}>
        <ModelTroubles model={model} />
        <ModelNotices model={model} />
        <FitSection model={model} />
        <RuntimeSection model={model} />
      </div>
      {model.kind === "model" && (
        <aside className="pane inspect" aria-label="Settings" tabIndex={0}>
          <SettingsSection model={model} />
        </aside>
      )}
    </div>
  );
}
