import { Fragment } from "react";
import { Button } from "../../components/Button.tsx";
import { ModelPicker } from "../../components/ModelPicker.tsx";
import { Letter } from "./Letter.tsx";
import { mostTargets } from "./compareSetupStore.ts";

/** "A v1 against B v2", each to be chosen. `chosen` null: the one that fits, which `shown` names. */
export function ModelsSentence({ chosen, shown, onChange }: { chosen: (string | null)[]; shown: (string | null)[]; onChange(targets: (string | null)[]): void }) {
  return (
    <div className="sentence">
      {shown.map((name, column) => (
        <Fragment key={column}>
          {column > 0 && <span>{column === 1 ? "against" : "and"}</span>}
          <Letter column={column} />
          <ModelPicker label={`Model ${column + 1}`} value={name} onChange={(next) => onChange(shown.map((each, index) => (index === column ? next : each)))} />
          {shown.length > 2 && <Button small kind="ghost" icon="close" aria-label={`Leave out ${name ?? `model ${column + 1}`}`} onClick={() => onChange(shown.filter((_, index) => index !== column))} />}
        </Fragment>
      ))}
      {chosen.length < mostTargets && (
        <Button small kind="ghost" icon="plus" onClick={() => onChange([...shown, null])}>
          Model
        </Button>
      )}
    </div>
  );
}
