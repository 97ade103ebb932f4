import { useRef, useState } from "react";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { AppDialog } from "../../components/AppDialog.tsx";
import { Button } from "../../components/Button.tsx";
import { ModelPicker } from "../../components/ModelPicker.tsx";
import { SamplingRow } from "../playground/SamplingRow.tsx";
import { SamplingSection } from "../playground/SamplingSection.tsx";
import { mostTimes, unchanged, type Overrides } from "./overrides.ts";

type OverrideDialogProps = { original: Interaction; overrides: Overrides; onReplay(overrides: Overrides): void; onClose(): void };

/** Another model, other parameters, several times. What is not set stays as it was recorded, the seed too. */
export function OverrideDialog({ original, overrides, onReplay, onClose }: OverrideDialogProps) {
  const [draft, setDraft] = useState(overrides);
  const change = (next: Partial<Overrides>) => setDraft({ ...draft, ...next });
  const times = useRef<HTMLInputElement>(null);
  const recorded = original.model ?? original.request.target;
  return (
    <AppDialog
      title="Replay with overrides"
      body="What is not set here stays as it was recorded, the seed too."
      isOpen
      onClose={onClose}
      start={times}
      foot={
        <>
          <Button kind="ghost" onClick={() => setDraft(unchanged)}>
            Reset
          </Button>
          <span className="spacer" />
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" icon="replay" type="submit" form="override-form">
            {draft.times === 1 ? "Replay" : `Replay ${draft.times} times`}
          </Button>
        </>
      }
    >
      <form
        id="override-form"
        className="override-form"
        onSubmit={(event) => {
          event.preventDefault();
          onReplay(draft);
        }}
      >
        <div className="param override-model">
          <span>Model</span>
          <ModelPicker label="Model of the replay" value={draft.target ?? recorded} onChange={(name) => change({ target: name === recorded ? null : name })} />
        </div>
        <SamplingRow field={times} label="Times" title="How often it is replayed, one after the other" min={1} max={mostTimes} sliderMax={50} step={1} value={draft.times} isSet={draft.times !== 1} onChange={(times) => change({ times: times ?? 1 })} />
        <SamplingSection sampling={draft.sampling} {...(original.conditions.sampling ? { base: original.conditions.sampling } : {})} onChange={(sampling) => change({ sampling })} />
      </form>
    </AppDialog>
  );
}
