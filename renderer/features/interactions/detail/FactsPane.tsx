import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { formatDuration } from "../../../format.ts";
import { AttemptsSection } from "./AttemptsSection.tsx";
import { BelongsSection } from "./BelongsSection.tsx";
import { ConditionsSection } from "./ConditionsSection.tsx";
import { MetadataSection } from "./MetadataSection.tsx";
import { TraceSection } from "./TraceSection.tsx";
import { Waterfall } from "./Waterfall.tsx";

/** How an answer was made: times, attempts, conditions, and what it belongs to. */
export function FactsPane({ interaction }: { interaction: Interaction }) {
  return (
    <aside className="pane facts-pane" aria-label="Timings, attempts and conditions" tabIndex={0}>
      <TimingsSection interaction={interaction} />
      {interaction.traceId !== null && <TraceSection interaction={interaction} />}
      <AttemptsSection interaction={interaction} />
      <ConditionsSection interaction={interaction} />
      <BelongsSection interaction={interaction} />
      <MetadataSection interaction={interaction} />
    </aside>
  );
}

function TimingsSection({ interaction: { timings, model } }: { interaction: Interaction }) {
  const { totalMs, firstTokenMs } = timings;
  return (
    <section>
      <div className="section-head">
        <h2>Timings</h2>
        {totalMs !== null && <span className="faint tabular">{`${formatDuration(totalMs)}${firstTokenMs === null ? "" : `, first token at ${formatDuration(firstTokenMs)}`}`}</span>}
      </div>
      <Waterfall timings={timings} model={model} />
    </section>
  );
}
