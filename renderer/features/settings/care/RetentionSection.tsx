import { toast } from "sonner";
import { Button } from "../../../components/Button.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Switch } from "../../../components/Switch.tsx";
import { SettingRow } from "../SettingRow.tsx";
import { ListField } from "./ListField.tsx";
import { NumberField } from "./NumberField.tsx";
import { RetentionRuleRow } from "./RetentionRuleRow.tsx";
import { RetentionShares } from "./RetentionShares.tsx";
import { useRetention } from "./retentionStore.ts";

const gigabyte = 1e9;
const firstLimitGb = 10;

/** Which interactions go by themselves, and what that would take now. */
export function RetentionSection() {
  const { saved, draft, failure } = useRetention();
  const { edit, addRule, discard, save, restore } = useRetention.getState();
  const isChanged = JSON.stringify(saved) !== JSON.stringify(draft);
  const keep = async () => {
    const before = await save();
    if (before) toast.success("Retention saved", { action: { label: "Undo", onClick: () => void restore(before) } });
  };
  return (
    <section className="setting-group" aria-label="Retention">
      <h2>
        Retention
        <span className="spacer" />
        <Button small icon="plus" disabled={draft.rules.length >= 20} onClick={addRule}>
          Add rule
        </Button>
      </h2>
      {draft.rules.length === 0 && draft.maxLogBytes === null && <p className="setting-empty">Everything is kept. Add a rule to let old interactions go, or limit the size of the log.</p>}
      {draft.rules.length > 0 && (
        <ul className="care-rules" aria-label="Retention rules">
          {draft.rules.map((rule, index) => (
            <RetentionRuleRow key={index} rule={rule} index={index} />
          ))}
        </ul>
      )}
      <SettingRow name="Limit the size of the log" note={<>Above it the oldest interactions go. Space that they leave is filled by new ones; <code>tapedeck doctor --repair</code> gives it back to the disk.</>}>
        {draft.maxLogBytes !== null && <NumberField label="Largest log, GB" unit="GB" value={draft.maxLogBytes / gigabyte} least={0.001} onChange={(gigabytes) => edit({ maxLogBytes: Math.round(gigabytes * gigabyte) })} />}
        <Switch label="Limit the size of the log" checked={draft.maxLogBytes !== null} onChange={(isOn) => edit({ maxLogBytes: isOn ? firstLimitGb * gigabyte : null })} />
      </SettingRow>
      <SettingRow name="Always keep" note="What has one of these tags is never removed by a rule, nor by the limit.">
        <ListField label="Tags that are always kept" value={draft.keep.tags} placeholder="keep, golden" onChange={(tags) => edit({ keep: { ...draft.keep, tags } })} />
      </SettingRow>
      <SettingRow name="Keep what has feedback" note="Scores, comments and corrections are work that somebody did.">
        <Switch label="Keep what has feedback" checked={draft.keep.withFeedback} onChange={(withFeedback) => edit({ keep: { ...draft.keep, withFeedback } })} />
      </SettingRow>
      <SettingRow name="Apply once a day" note="Off: the rules are applied only when you say so.">
        <Switch label="Apply once a day" checked={draft.isDaily} onChange={(isDaily) => edit({ isDaily })} />
      </SettingRow>
      {failure && <FailureNotice title="Retention could not be worked out or saved" failure={failure} />}
      <RetentionShares isChanged={isChanged} />
      {isChanged && (
        <div className="btn-row">
          <Button icon="ok" onClick={() => void keep()}>
            Save retention
          </Button>
          <Button onClick={discard}>Discard changes</Button>
        </div>
      )}
    </section>
  );
}
