import { useId, type CSSProperties } from "react";

type ParamProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange(value: number): void;
  /** How the number reads; left out: as it is. */
  format?: (value: number) => string;
  title?: string;
};

/** A parameter's row: name, slider, number. */
export function Param({ label, value, min, max, step, onChange, format = String, title }: ParamProps) {
  const id = useId();
  const share = ((Math.min(Math.max(value, min), max) - min) / (max - min)) * 100;
  return (
    <label className="param" htmlFor={id} title={title}>
      <span>{label}</span>
      <input id={id} className="range" type="range" min={min} max={max} step={step} value={value} style={{ "--w": `${share}%` } as CSSProperties} aria-valuetext={format(value)} onChange={(event) => onChange(Number(event.target.value))} />
      <span className="num">{format(value)}</span>
    </label>
  );
}
