import { useState } from "react";

/** A number with its unit. What is no number, or below `least`, is shown as a problem and not passed on. */
export function NumberField({ label, unit, value, least, isWhole, onChange }: { label: string; unit: string; value: number; least: number; isWhole?: boolean; onChange(value: number): void }) {
  /** What is typed, while it is not the value. */
  const [typed, setTyped] = useState<string | null>(null);
  const parsed = typed === null ? value : Number(typed);
  const isRight = typed?.trim() !== "" && Number.isFinite(parsed) && parsed >= least && (!isWhole || Number.isInteger(parsed));
  return (
    <span className="number-field">
      <input
        className="field tabular"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={isRight ? undefined : true}
        value={typed ?? String(value)}
        onChange={({ target }) => {
          setTyped(target.value);
          const next = Number(target.value);
          if (target.value.trim() !== "" && Number.isFinite(next) && next >= least && (!isWhole || Number.isInteger(next))) onChange(next);
        }}
        onBlur={() => setTyped(null)}
      />
      <span className="muted">{unit}</span>
    </span>
  );
}
