import { useState, type FormEvent } from "react";
import { Button } from "../../../components/Button.tsx";
import { SettingRow } from "../SettingRow.tsx";
import { useRedaction } from "./redactionStore.ts";

const nameRule = /^[a-z][a-z0-9-]{0,39}$/;

/** Rules of one's own: a name, what is taken out, what stands there instead. */
export function RedactionRules() {
  const rules = useRedaction((state) => state.redaction.rules);
  const [name, setName] = useState("");
  const [pattern, setPattern] = useState("");
  const [replacement, setReplacement] = useState("");
  const isNamed = nameRule.test(name);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const isKept = await useRedaction.getState().addRule({ name, pattern, ...(replacement && { replacement }) });
    if (!isKept) return;
    setName("");
    setPattern("");
    setReplacement("");
  };
  return (
    <>
      <SettingRow name="Rules of your own" note="A regular expression that runs in a time that grows with the text only: without look-around and back references.">
        {null}
      </SettingRow>
      {rules.length > 0 && (
        <ul className="watch-list" aria-label="Redaction rules">
          {rules.map((rule) => (
            <li key={rule.name}>
              <b>{rule.name}</b>
              <code className="clip" title={rule.pattern}>
                {rule.pattern}
              </code>
              <span className="muted clip">{rule.replacement === undefined ? `[${rule.name} 1]` : rule.replacement || "nothing"}</span>
              <Button small kind="ghost" icon="close" aria-label={`Remove rule ${rule.name}`} onClick={() => void useRedaction.getState().removeRule(rule.name)} />
            </li>
          ))}
        </ul>
      )}
      <form className="care-new-rule" onSubmit={(event) => void add(event)}>
        <input className="field" aria-label="Name of the new rule" placeholder="customer" value={name} aria-invalid={name !== "" && !isNamed ? true : undefined} title="Small letters, digits and -" onChange={(event) => setName(event.target.value)} />
        <input className="field is-mono" aria-label="Pattern of the new rule" placeholder="KD-[0-9]{4,8}" spellCheck={false} value={pattern} onChange={(event) => setPattern(event.target.value)} />
        <input className="field" aria-label="Replacement of the new rule" placeholder={`[${isNamed ? name : "customer"} 1]`} value={replacement} onChange={(event) => setReplacement(event.target.value)} />
        <Button type="submit" icon="plus" disabled={!isNamed || pattern === ""}>
          Add
        </Button>
      </form>
    </>
  );
}
