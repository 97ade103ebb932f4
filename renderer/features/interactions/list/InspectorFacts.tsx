import type { Interaction, InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { Who } from "../../../components/Swatch.tsx";
import { formatCount, formatDuration, formatNoun, formatSpeed, unknown } from "../../../format.ts";
import { samplingWords } from "../detail/conditionFacts.ts";

/** The conditions of the selected row in short; `whole` null: it is on its way. */
export function InspectorFacts({ summary, whole }: { summary: InteractionSummary; whole: Interaction | null }) {
  return (
    <>
      <div className="section-head ruled inspector-head">
        <h2>Conditions</h2>
      </div>
      <dl className="facts">
        <dt>Model</dt>
        <dd>{summary.model ? <Who name={summary.model} /> : unknown}</dd>
        {whole?.conditions.sampling && (
          <>
            <dt>Sampling</dt>
            <dd className="tabular" title={samplingWords(whole.conditions.sampling)}>
              {samplingWords(whole.conditions.sampling)}, seed {whole.conditions.sampling.seed}
            </dd>
          </>
        )}
        <dt>Tokens</dt>
        <dd className="tabular">
          {formatCount(summary.usage.promptTokens)} in{summary.usage.cachedTokens ? ` (${formatCount(summary.usage.cachedTokens)} from cache)` : ""}, {formatCount(summary.usage.completionTokens)} out
        </dd>
        <dt>Speed</dt>
        <dd className="tabular">
          {formatSpeed(summary.timings.tokensPerSecond)}, first token {formatDuration(summary.timings.firstTokenMs)}
        </dd>
        <dt>Messages</dt>
        <dd>{whole ? formatNoun(whole.request.messages.length, "message") : unknown}</dd>
        <dt>Origin</dt>
        <dd>{summary.origin}</dd>
        {summary.session !== null && (
          <>
            <dt>Session</dt>
            <dd>
              <code>{summary.session}</code>
            </dd>
          </>
        )}
        {summary.tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd>{summary.tags.map((tag) => <span key={tag} className="tag">{tag}</span>)}</dd>
          </>
        )}
      </dl>
    </>
  );
}
