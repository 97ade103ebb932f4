import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { Who } from "../../../components/Swatch.tsx";
import { conditionFacts } from "./conditionFacts.ts";

/** Everything beside the request that made the answer what it is. */
export function ConditionsSection({ interaction }: { interaction: Interaction }) {
  const facts = conditionFacts(interaction);
  return (
    <section>
      <div className="section-head">
        <h2>Recorded conditions</h2>
        <span className="spacer" />
        <CopyButton text={() => JSON.stringify(interaction.conditions, null, 2)} what="conditions">
          Copy
        </CopyButton>
      </div>
      {facts.length === 0 && <p className="faint small">It ended before a model was asked, so there are none.</p>}
      <dl className="facts">
        {facts.map(({ label, text, copy, isCode }) => (
          <FactLine key={label} label={label} text={text} copy={copy} isCode={isCode ?? false} />
        ))}
      </dl>
    </section>
  );
}

function FactLine({ label, text, copy, isCode }: { label: string; text: string; copy: string; isCode: boolean }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="fact-line">
        <span className="tabular">{isCode ? <code>{text}</code> : label === "Model" ? <Who name={text} /> : text}</span>
        <CopyButton text={copy} what={label.toLowerCase()} />
      </dd>
    </>
  );
}
