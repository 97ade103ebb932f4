import type { Fit } from "../../../../shared/schemas/fit.ts";
import type { Model, ModelSettings } from "../../../../shared/schemas/model.ts";
import { Button } from "../../../components/Button.tsx";
import { formatBytes } from "../../../format.ts";
import { useSettingsDrafts } from "../runtime/settingsDrafts.ts";

/** What to do where a model does not fit: its reason, settings that would fit, and those that worked last. */
export function FitAdvice({ model, fit }: { model: Model; fit: Fit }) {
  const use = (settings: ModelSettings) => useSettingsDrafts.getState().use(model.id, settings);
  const lastGood = fit.lastGood && JSON.stringify(fit.lastGood) !== JSON.stringify(model.settings) ? fit.lastGood : null;
  if (fit.verdict === "fits" && !lastGood) return null;
  return (
    <div className="advice">
      {fit.verdict !== "fits" && <p className="small">{fit.reason}</p>}
      <ul>
        {fit.suggestions.map(({ what, settings, totalBytes }) => (
          <li key={what}>
            <span>{what}</span>
            <span className="num faint">{formatBytes(totalBytes)}</span>
            <Button small aria-label={`Use: ${what}`} onClick={() => use(settings)}>
              Use
            </Button>
          </li>
        ))}
        {lastGood && (
          <li>
            <span>The settings that worked last on this machine</span>
            <span className="num faint">{lastGood.contextTokens === null ? "" : `${lastGood.contextTokens.toLocaleString("en-US")} tokens`}</span>
            <Button small aria-label="Use the settings that worked last" onClick={() => use(lastGood)}>
              Use
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
}
