import { useId, useState, type CSSProperties, type RefObject } from "react";

type SamplingRowProps = {
  label: string;
  /** What it does, on hover. */
  title: string;
  value: number | null;
  min: number;
  max: number;
  step: number;
  /** The slider's end, where exact values may go beyond it. */
  sliderMax?: number;
  /** What stands for null, if nothing is a value of its own. */
  none?: string;
  isSet: boolean;
  onChange(value: number | null): void;
  /** The field of the exact value. */
  field?: RefObject<HTMLInputElement | null>;
};

/** A parameter: its name, a slider for a feel, and a field for the exact value. */
export function SamplingRow({ label, title, value, min, max, step, sliderMax = max, none, isSet, onChange, field }: SamplingRowProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = Math.min(Math.max(value ?? sliderMax, min), sliderMax);
  const commit = () => {
    if (typed === null) return;
    setTyped(null);
    const next = Number(typed.replace(",", ".").replace("−", "-"));
    if (typed.trim() === "" && none !== undefined) onChange(null);
    else if (typed.trim() !== "" && Number.isFinite(next)) onChange(Math.min(Math.max(step >= 1 ? Math.round(next) : next, min), max));
  };
  return (
    <div className="param" title={title}>
      <label htmlFor={id}>{label}</label>
      <input
        className="range"
        type="range"
        aria-label={`${label}, slider`}
        min={min}
        max={sliderMax}
        step={step}
        value={shown}
        style={{ "--w": `${((shown - min) / (sliderMax - min)) * 100}%` } as CSSProperties}
        aria-valuetext={value === null ? none : String(value)}
        onChange={(event) => onChange(none !== undefined && Number(event.target.value) >= sliderMax ? null : Number(event.target.value))}
      />
      <input
        id={id}
        ref={field}
        className={isSet ? "exact is-set" : "exact"}
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? (value === null ? "" : String(value))}
        placeholder={none}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") setTyped(null);
        }}
      />
    </div>
  );
}
