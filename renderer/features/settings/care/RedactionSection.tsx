import { FailureNotice } from "../../../components/Notice.tsx";
import { Switch } from "../../../components/Switch.tsx";
import { SettingRow } from "../SettingRow.tsx";
import { redactionKinds } from "./redactionKinds.ts";
import { RedactionRules } from "./RedactionRules.tsx";
import { RedactionTry } from "./RedactionTry.tsx";
import { useRedaction } from "./redactionStore.ts";

/** What is taken out of everything before it is stored. */
export function RedactionSection() {
  const redaction = useRedaction((state) => state.redaction);
  const failure = useRedaction((state) => state.failure);
  return (
    <section className="setting-group" aria-label="Redaction">
      <h2>Redaction</h2>
      <p className="setting-empty">What is turned on here is taken out before anything is stored, and replaced by a mark such as [email 1]. The answer that a program gets is not touched. It counts from the next interaction on; such a request can't be replayed exactly.</p>
      <div className="care-kinds">
        {redactionKinds.map(({ kind, name, note }) => (
          <SettingRow key={kind} name={name} note={note}>
            <Switch label={name} checked={redaction.kinds.includes(kind)} onChange={(isOn) => void useRedaction.getState().choose(kind, isOn)} />
          </SettingRow>
        ))}
      </div>
      <RedactionRules />
      {failure && <FailureNotice title="Redaction is as it was" failure={failure} />}
      <RedactionTry />
    </section>
  );
}
