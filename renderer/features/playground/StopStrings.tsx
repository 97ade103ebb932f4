import { useId, useState } from "react";
import { Button } from "../../components/Button.tsx";

const most = 16;
/** As one types it in a program: a line break is `\n`. */
const written = (text: string) => JSON.stringify(text).slice(1, -1);
function read(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** Texts that end the answer. */
export function StopStrings({ values, onChange }: { values: string[]; onChange(values: string[]): void }) {
  const id = useId();
  const [text, setText] = useState("");
  const add = () => {
    const value = read(text);
    setText("");
    if (value !== "" && !values.includes(value) && values.length < most) onChange([...values, value]);
  };
  return (
    <section>
      <div className="section-head">
        <h2>
          <label htmlFor={id}>Stop strings</label>
        </h2>
        <span className="spacer" />
        {values.length > 0 && <span className="faint small tabular">{values.length} of {most}</span>}
      </div>
      {values.length > 0 && (
        <ul className="stop-list">
          {values.map((value) => (
            <li key={value} className="chip">
              <code className="clip">{written(value)}</code>
              <Button small kind="ghost" icon="close" aria-label={`Remove ${written(value)}`} onClick={() => onChange(values.filter((each) => each !== value))} />
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        className="field is-mono"
        placeholder="Text, then Enter"
        title="\n is a line break"
        value={text}
        disabled={values.length >= most}
        maxLength={1000}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => event.key === "Enter" && add()}
      />
    </section>
  );
}
