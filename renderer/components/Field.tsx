import { useId, type ComponentProps, type KeyboardEvent } from "react";
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

type FilterFieldProps = { label: string; placeholder: string; value: string; onChange(value: string): void; ref?: ComponentProps<"input">["ref"]; /** Enter or arrow down: on to the list. */ onLeave?(): void };

/** The filter of a list; `/` goes to it, Escape clears it and then leaves it. */
export function FilterField({ label, placeholder, value, onChange, ref, onLeave }: FilterFieldProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape" && value) onChange("");
    else if (event.key === "Escape") event.currentTarget.blur();
    else if (onLeave && (event.key === "Enter" || event.key === "ArrowDown")) {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <label className="field filter-field">
      <Icon name="search" />
      <span className="visually-hidden">{label}</span>
      <input ref={ref} type="text" placeholder={placeholder} value={value} onChange={(event) => onChange(event.target.value)} onKeyDown={onKeyDown} spellCheck={false} />
      <Kbd of="/" />
    </label>
  );
}
