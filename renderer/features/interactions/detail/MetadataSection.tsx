import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { formatCount } from "../../../format.ts";
import { redactionWords } from "./redactionWords.ts";

const shownEntries = 100;
const shownChars = 500;

/** Whatever else came with it, and what was taken out before it was stored. */
export function MetadataSection({ interaction }: { interaction: Interaction }) {
  const { redactions, request } = interaction;
  const metadata = interaction.metadata ?? request.metadata ?? {};
  const entries = Object.entries(metadata);
  const isRedacted = redactions && Object.keys(redactions).length > 0;
  if (entries.length === 0 && !isRedacted) return null;
  return (
    <section>
      <div className="section-head">
        <h2>{entries.length > 0 ? "Metadata" : "Redaction"}</h2>
        <span className="spacer" />
        {entries.length > 0 && (
          <CopyButton text={() => JSON.stringify(metadata, null, 2)} what="metadata">
            Copy
          </CopyButton>
        )}
      </div>
      {isRedacted && <p className="faint small">Taken out before it was stored: {redactionWords(redactions)}.</p>}
      <dl className="facts is-attributes">
        {entries.slice(0, shownEntries).map(([key, value]) => (
          <Entry key={key} label={key} text={typeof value === "string" ? value : JSON.stringify(value)} />
        ))}
      </dl>
      {entries.length > shownEntries && <p className="faint small">and {formatCount(entries.length - shownEntries)} more; copy them to see all</p>}
    </section>
  );
}

function Entry({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="as-is">{text.length > shownChars ? `${text.slice(0, shownChars).toWellFormed()}…` : text}</dd>
    </>
  );
}
