import { useEffect, useMemo } from "react";
import type { BodyName } from "../../../../shared/schemas/interactionBody.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Segmented } from "../../../components/Segmented.tsx";
import { formatBytes } from "../../../format.ts";
import { useQueryValue } from "../../../router.ts";
import { prettyJson } from "../trace/spanContent.ts";
import { LineText } from "./LineText.tsx";
import { useRaw } from "./rawStore.ts";

const bodies: readonly { value: BodyName; label: string; note: string }[] = [
  { value: "request", label: "Request", note: "The request, byte for byte as it came." },
  { value: "answer", label: "Answer", note: "The answer as it is kept: text, tokens, calls." },
  { value: "record", label: "Record", note: "The conditions and attempts as they are kept." },
  { value: "raw", label: "Source", note: "The record that it was imported from, as it came." },
];

/** What is stored, as JSON: made pretty, or exactly as it is. */
export function RawView({ interaction }: { interaction: Interaction }) {
  const [chosen, setChosen] = useQueryValue("body");
  const [style, setStyle] = useQueryValue("json");
  const { id, source, endedAt } = interaction;
  const options = bodies.filter(({ value }) => value !== "raw" || source !== null);
  const shown = options.find(({ value }) => value === chosen) ?? options[0]!;
  // What it is grows while it runs.
  useEffect(() => useRaw.getState().open(id, shown.value), [id, shown.value, endedAt]);
  const { asked, body, failure } = useRaw();
  const isMine = asked === `${id} ${shown.value}`;
  const text = isMine ? body?.text : undefined;
  const pretty = useMemo(() => (text === undefined ? null : prettyJson(text)), [text]);
  const isExact = style === "exact" || pretty === null;
  return (
    <div className="raw-view">
      <div className="raw-head">
        <Segmented label="Body" value={shown.value} options={options} onChange={(value) => setChosen(value === "request" ? null : value)} />
        {pretty !== null && (
          <Button small kind="ghost" aria-pressed={isExact} onClick={() => setStyle(isExact ? null : "exact")} title="Exactly as it is stored, or with line breaks">
            {isExact ? "Make it pretty" : "Show it exactly"}
          </Button>
        )}
        <span className="spacer" />
        {text !== undefined && text !== "" && <CopyButton text={isExact ? text : pretty} what={`${shown.label.toLowerCase()} ${isExact ? "exactly" : "as pretty JSON"}`} />}
      </div>
      {isMine && failure && <FailureNotice title="It could not be read" failure={failure} />}
      {isMine && body && (
        <>
          <p className="faint small whole-note">
            {text === "" ? (shown.value === "raw" ? "The request says all that came, so no other record is kept." : "Nothing of this kind is kept.") : `${shown.note} ${formatBytes(body.sizeBytes)}.`}
            {!body.isWhole && " Only its beginning is shown; an export has all of it."}
          </p>
          {text !== "" && <LineText text={isExact ? body.text : pretty} label={shown.label} />}
        </>
      )}
      {isMine && !body && !failure && <p className="faint small whole-note" aria-busy="true">Reading …</p>}
    </div>
  );
}
