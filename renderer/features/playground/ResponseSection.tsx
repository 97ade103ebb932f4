import { useId } from "react";
import { Segmented } from "../../components/Segmented.tsx";
import { usePlayground } from "./playgroundStore.ts";
import { formatOf, freeText, shapeText, shapeTypes, withShapeText } from "./responseShape.ts";

const placeholders = { text: "", json: "", "json-schema": '{\n  "type": "object",\n  "properties": { "days": { "type": "integer" } },\n  "required": ["days"]\n}', grammar: 'root ::= "yes" | "no"' };

/** How every answer must look: free, any JSON object, one that a schema describes, or what a grammar lets through. */
export function ResponseSection() {
  const shape = usePlayground((state) => state.setup.shape) ?? freeText;
  const { change } = usePlayground.getState();
  const id = useId();
  const read = formatOf(shape);
  const hasText = shape.type === "json-schema" || shape.type === "grammar";
  const problem = "problem" in read && shapeText(shape).trim() !== "" ? read.problem : null;
  return (
    <section>
      <div className="section-head">
        <h2>Response format</h2>
      </div>
      <Segmented block label="Response format" value={shape.type} options={shapeTypes} onChange={(type) => change({ shape: { ...shape, type } })} />
      {shape.type === "json" && <p className="small muted shape-note">One JSON object, nothing around it.</p>}
      {hasText && (
        <>
          <label className="visually-hidden" htmlFor={id}>
            {shape.type === "grammar" ? "Grammar in GBNF" : "JSON Schema"}
          </label>
          <textarea id={id} className="field is-mono system-prompt shape-field" rows={6} spellCheck={false} placeholder={placeholders[shape.type]} value={shapeText(shape)} aria-invalid={problem ? true : undefined} aria-describedby={problem ? `${id}-note` : undefined} onChange={(event) => change({ shape: withShapeText(shape, event.target.value) })} />
          {problem && (
            <p id={`${id}-note`} className="form-note is-problem">
              {problem}
            </p>
          )}
        </>
      )}
    </section>
  );
}
