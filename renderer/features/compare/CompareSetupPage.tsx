import { Button } from "../../components/Button.tsx";
import { Icon } from "../../components/Icon.tsx";
import { Page } from "../../components/Page.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { SplitPane } from "../../components/SplitPane.tsx";
import { Switch } from "../../components/Switch.tsx";
import { formatNoun } from "../../format.ts";
import { usePageKeys } from "../../pageKeys.ts";
import { go } from "../../router.ts";
import { useModels } from "../models/modelsStore.ts";
import { chooseTargets } from "../playground/chooseTargets.ts";
import { SamplingSection } from "../playground/SamplingSection.tsx";
import { useSetupAddress } from "../playground/useSetupAddress.ts";
import { setupAddress, useCompareSetup } from "./compareSetupStore.ts";
import { EarlierComparisons } from "./EarlierComparisons.tsx";
import { InteractionPicker } from "./InteractionPicker.tsx";
import { ModelsSentence } from "./ModelsSentence.tsx";

const sources = [
  { value: "prompt", label: "One prompt" },
  { value: "interactions", label: "Chosen interactions" },
] as const;

const address = { open: useCompareSetup.getState().open, write: () => setupAddress(useCompareSetup.getState()), subscribe: useCompareSetup.subscribe };

/** Which models, on what, how; below it the comparisons so far. */
export function CompareSetupPage() {
  useSetupAddress("/compare", address);
  const setup = useCompareSetup();
  const models = useModels((state) => state.models) ?? [];
  const shown = chooseTargets(setup.targets, models);
  const inputs = setup.source === "prompt" ? 1 : setup.chosen.length;
  const start = async () => {
    const id = await setup.start();
    if (id) go(`/compare/${id}`);
  };
  usePageKeys([{ key: "mod+Enter", label: "Compare", icon: "compare", run: () => void start(), whileTyping: true }]);

  return (
    <Page name="compare" title="Compare">
      <SplitPane name="compare-setup" initial={272} min={240} max={480}>
        <section className="pane" aria-label="New comparison">
          <div className="filterbar">
            <ModelsSentence chosen={setup.targets} shown={shown} onChange={(targets) => setup.change({ targets })} />
          </div>
          <div className="filterbar">
            <span className="small muted">on</span>
            <Segmented label="What the models are given" value={setup.source} options={sources} onChange={(source) => setup.change({ source })} />
            <span className="spacer" />
            <Refusal />
            <span className="faint small tabular">
              {formatNoun(shown.length, "model")} × {formatNoun(inputs, "input")}, {formatNoun(shown.length * inputs, "answer")}
            </span>
            <Button kind="primary" icon="compare" hotkey="mod+Enter" disabled={setup.isStarting} onClick={() => void start()}>
              Compare
            </Button>
          </div>
          {setup.source === "interactions" ? (
            <InteractionPicker />
          ) : (
            <>
              <div className="prompt-form">
                <label htmlFor="compare-system">System prompt</label>
                <textarea id="compare-system" className="field is-mono" rows={2} placeholder="None" value={setup.system} spellCheck={false} onChange={(event) => setup.change({ system: event.target.value })} />
                <label htmlFor="compare-message">Message</label>
                <textarea id="compare-message" className="field" rows={4} placeholder="The message that every model answers" value={setup.message} onChange={(event) => setup.change({ message: event.target.value })} />
              </div>
              <EarlierComparisons />
            </>
          )}
        </section>
        <aside className="pane settings" aria-label="Request settings">
          {setup.source === "interactions" && (
            <section>
              <div className="toggle-row">
                <span className="small">The same sampling for all</span>
                <Switch label="The same sampling for all" checked={setup.hasOwnSampling} onChange={(hasOwnSampling) => setup.change({ hasOwnSampling })} />
              </div>
              {!setup.hasOwnSampling && <p className="faint small">Each request is sent again as it was recorded, with its own seed.</p>}
            </section>
          )}
          {(setup.source === "prompt" || setup.hasOwnSampling) && <SamplingSection sampling={setup.sampling} onChange={(sampling) => setup.change({ sampling })} />}
        </aside>
      </SplitPane>
    </Page>
  );
}

function Refusal() {
  const refusal = useCompareSetup((state) => state.refusal);
  if (refusal === null) return null;
  const words = typeof refusal === "string" ? refusal : [refusal.message, refusal.fix].filter(Boolean).join(" ");
  return (
    <span className="refusal small clip" role="alert" title={words}>
      <Icon name="warn" small /> {words}
    </span>
  );
}
