import { useState } from "react";
import type { SpanDetail } from "../../../../shared/schemas/trace.ts";
import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { formatCount, formatNoun } from "../../../format.ts";
import { LongText } from "../../playground/LongText.tsx";
import { LogText } from "../LogText.tsx";
import { decisionOf, documentsOf, isDocumentKey, prettyJson } from "./spanContent.ts";
import { spanDuration } from "./spanWords.ts";

const words: Partial<Record<SpanDetail["kind"], { input: string; output: string }>> = {
  tool: { input: "Arguments", output: "Result" },
  retriever: { input: "Query", output: "Found" },
  reranker: { input: "Query", output: "Order" },
  model: { input: "Asked", output: "Answer" },
  guard: { input: "Looked at", output: "Output" },
};

/** What went into a span and what came out, in the words of its kind; then everything else that came with it. */
export function SpanBodies({ detail }: { detail: SpanDetail }) {
  const { kind, input, output, attributes, events } = detail;
  const { input: inputWord, output: outputWord } = words[kind] ?? { input: "Input", output: "Output" };
  const documents = kind === "retriever" || kind === "reranker" ? documentsOf(detail) : [];
  // Documents that are shown as such are not shown again as attributes.
  const others = Object.entries(attributes ?? {}).filter(([key]) => documents.length === 0 || !isDocumentKey(key));
  const decision = kind === "guard" ? decisionOf(detail) : null;
  return (
    <>
      {input !== null && <Body title={inputWord} text={input} />}
      {decision !== null && (
        <section className="span-section">
          <h3>Decision</h3>
          <p className="span-decision">{decision}</p>
        </section>
      )}
      {documents.length > 0 ? <Documents documents={documents} /> : output !== null && output !== decision && <Body title={outputWord} text={output} isMarkdown={kind === "model" || kind === "agent"} />}
      {events.length > 0 && <Events detail={detail} />}
      {others.length > 0 && <Attributes entries={others} />}
    </>
  );
}

function Body({ title, text, isMarkdown = false }: { title: string; text: string; isMarkdown?: boolean }) {
  const [isExact, setExact] = useState(false);
  const pretty = prettyJson(text);
  return (
    <section className="span-section">
      <div className="section-head">
        <h3>{title}</h3>
        <span className="spacer" />
        {pretty !== null && pretty !== text && (
          <Button small kind="ghost" aria-pressed={isExact} onClick={() => setExact(!isExact)}>
            {isExact ? "Pretty" : "Exact"}
          </Button>
        )}
        <CopyButton text={text} what={title.toLowerCase()} />
      </div>
      {pretty !== null && !isExact ? <div className="raw"><LongText text={pretty} /></div> : text === "" ? <p className="faint small">(empty)</p> : <LogText text={text} isMarkdown={isMarkdown} />}
    </section>
  );
}

function Documents({ documents }: { documents: ReturnType<typeof documentsOf> }) {
  return (
    <section className="span-section">
      <div className="section-head">
        <h3>{formatNoun(documents.length, "document")} found</h3>
        <span className="spacer" />
        <CopyButton text={() => JSON.stringify(documents, null, 2)} what="documents" />
      </div>
      <ol className="found-documents">
        {documents.map(({ id, content, score }, index) => (
          <li key={index}>
            <p className="found-head">
              <span className="tabular faint">{index + 1}</span>
              {id !== null && <code className="clip" title={id}>{id}</code>}
              <span className="spacer" />
              {score !== null && <span className="tabular" title="Score, as the retriever gave it">{score.toPrecision(3)}</span>}
              <CopyButton text={content} what={`document ${index + 1}`} />
            </p>
            <LongText text={content} most={600} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Events({ detail: { events, startedAt } }: { detail: SpanDetail }) {
  return (
    <section className="span-section">
      <div className="section-head">
        <h3>{formatNoun(events.length, "event")}</h3>
        <span className="spacer" />
        <CopyButton text={() => JSON.stringify(events, null, 2)} what="events" />
      </div>
      <dl className="facts">
        {events.slice(0, shownEvents).map(({ name, at, attributes }, index) => (
          <Fact key={index} label={`+${spanDuration(at - startedAt)}`} text={Object.keys(attributes).length > 0 ? `${name} ${JSON.stringify(attributes)}` : name} />
        ))}
      </dl>
      {events.length > shownEvents && <p className="faint small">and {formatCount(events.length - shownEvents)} more; copy them to see all</p>}
    </section>
  );
}

const shownEvents = 100;
const shownAttributes = 100;

function Attributes({ entries }: { entries: [string, unknown][] }) {
  const [shown, setShown] = useState(shownAttributes);
  return (
    <section className="span-section">
      <div className="section-head">
        <h3>{formatNoun(entries.length, "attribute")}</h3>
        <span className="spacer" />
        <CopyButton text={() => JSON.stringify(Object.fromEntries(entries), null, 2)} what="attributes" />
      </div>
      <dl className="facts is-attributes">
        {entries.slice(0, shown).map(([key, value]) => (
          <Fact key={key} label={key} text={typeof value === "string" ? value : JSON.stringify(value)} />
        ))}
      </dl>
      {entries.length > shown && (
        <Button small kind="ghost" onClick={() => setShown(shown + 1000)}>
          Show more of {formatCount(entries.length)}
        </Button>
      )}
    </section>
  );
}

const shownChars = 2000;

function Fact({ label, text }: { label: string; text: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="as-is" title={text.length > 60 ? text.slice(0, shownChars) : undefined}>{text.length > shownChars ? `${text.slice(0, shownChars).toWellFormed()}…` : text}</dd>
    </>
  );
}
