import { classes } from "./classes.ts";

/** One of a few, all in sight. */
export function Segmented<V extends string>({ label, value, options, onChange, block }: { label: string; value: V; options: readonly { value: V; label: string }[]; onChange(value: V): void; block?: boolean }) {
  return (
    <div className={classes("seg", block && "is-block")} role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.label}
        </button>
      ))}
    </div>
  );
}
