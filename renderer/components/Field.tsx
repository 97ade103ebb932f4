import { useId, type ComponentProps } from "react";
import { classes } from "./classes.ts";
import { Icon } from "./Icon.tsx";
import { Kbd } from "./Kbd.tsx";

type FieldProps = Omit<ComponentProps<"input">, "onChange"> & {
  label: string;
  value: string;
  onChange(value: string): void;
  mono?: boolean;
  /** What is wrong with the value, in words; it is read out with the field. */
  problem?: string | null;
  hint?: string;
};

/** A labelled line of text. */
export function Field({ label, value, onChange, mono, problem, hint, className, ...rest }: FieldProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className="form-row">
      <label htmlFor={id}>{label}</label>
      <input id={id} className={classes("field", mono && "is-mono", className)} value={value} onChange={(event) => onChange(event.target.value)} aria-invalid={problem ? true : undefined} aria-describedby={note ? `${id}-note` : undefined} {...rest} />
      {note && (
        <p id={`${id}-note`} className={classes("form-note", problem && "is-problem")}>
          {note}
        </p>
      )}
    </div>
  );
}

/** The filter of a list; `/` goes to it. */
export function FilterField({ label, placeholder, value, onChange, ref }: { label: string; placeholder: string; value: string; onChange(value: string): void; ref?: ComponentProps<"input">["ref"] }) {
  return (
    <label className="field filter-field">
      <Icon name="search" />
      <span className="visually-hidden">{label}</span>
      <input ref={ref} type="text" placeholder={placeholder} value={value} onChange={(event) => onChange(event.target.value)} onKeyDown={(event) => event.key === "Escape" && (value ? onChange("") : event.currentTarget.blur())} spellCheck={false} />
      <Kbd of="/" />
    </label>
  );
}
