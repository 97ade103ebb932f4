import { Link } from "wouter";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { CopyButton } from "../../components/CopyButton.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { Who } from "../../components/Swatch.tsx";
import { formatDuration } from "../../format.ts";
import { conditionFacts } from "./conditionFacts.ts";
import { placeOf } from "./interactionActions.ts";
import { listAddress } from "./listQuery.ts";
import { statusWords } from "./statusWords.ts";
import { Waterfall } from "./Waterfall.tsx";

/** How an answer was made: times, attempts, conditions, and what it belongs to. */
export function FactsPane({ interaction }: { interaction: Interaction }) {
  return (
    <aside className="pane facts-pane" aria-label="Timings, attempts and conditions" tabIndex={0}>
      <TimingsSection interaction={interaction} />
      <AttemptsSection interaction={interaction} />
      <ConditionsSection interaction={interaction} />
      <BelongsSection interaction={interaction} />
    </aside>
  );
}

export function TimingsSection({ interaction: { timings, model } }: { interaction: Interaction }) {
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

function AttemptsSection({ interaction }: { interaction: Interaction }) {
  const { attempts, finishReason } = interaction;
  if (attempts.length === 0) return null;
  return (
    <section>
      <div className="section-head">
        <h2>Attempts</h2>
      </div>
      <table className="table attempts">
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Target</th>
            <th scope="col">Outcome</th>
            <th scope="col" className="num">Took</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt, index) => {
            const isLast = index === attempts.length - 1;
            const { mark, word, cause } = statusWords({ status: attempt.outcome, finishReason: isLast ? finishReason : null, error: attempt.error });
            return (
              <tr key={index} title={attempt.error?.message}>
                <td className="tabular">{index + 1}</td>
                <td className="clip">
                  <Who name={attempt.deployment} className="clip" />
                </td>
                <td className="clip">
                  <StatusMark status={mark} word={cause ?? (isLast ? finishReason : null) ?? word} />
                </td>
                <td className="num">{formatDuration(attempt.durationMs)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function ConditionsSection({ interaction }: { interaction: Interaction }) {
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

function BelongsSection({ interaction }: { interaction: Interaction }) {
  const { session, user, tags, traceId, replayOf, origin, source, sourceId } = interaction;
  const of = (field: string, value: string, shown = value) => (
    <Link className="link" href={listAddress(field, value)} title={`All interactions of this ${field}`}>
      <code>{shown}</code>
    </Link>
  );
  return (
    <section>
      <div className="section-head">
        <h2>Belongs to</h2>
      </div>
      <dl className="facts">
        <dt>Origin</dt>
        <dd>{origin}</dd>
        {session !== null && <><dt>Session</dt><dd>{of("session", session)}</dd></>}
        {user !== null && <><dt>User</dt><dd>{of("user", user)}</dd></>}
        {traceId !== null && <><dt>Trace</dt><dd>{of("traceId", traceId)}</dd></>}
        {replayOf !== null && (
          <>
            <dt>Replay of</dt>
            <dd>
              <Link className="link" href={placeOf(replayOf)}>
                <code>{replayOf}</code>
              </Link>
            </dd>
          </>
        )}
        {source !== null && <><dt>Source</dt><dd>{source} {sourceId && <code>{sourceId}</code>}</dd></>}
        {tags.length > 0 && (
          <>
            <dt>Tags</dt>
            <dd>
              {tags.map((tag) => (
                <Link key={tag} className="tag" href={listAddress("tags", tag)}>
                  {tag}
                </Link>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
