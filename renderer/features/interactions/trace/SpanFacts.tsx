import { Link } from "wouter";
import type { SpanDetail } from "../../../../shared/schemas/trace.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { Who } from "../../../components/Swatch.tsx";
import { Time } from "../../../components/Time.tsx";
import { formatCount, formatPercent } from "../../../format.ts";
import { placeOf } from "../interactionActions.ts";
import { listAddress } from "../list/listQuery.ts";
import { sessionPlace } from "../places.ts";
import { kinds } from "./kinds.ts";
import { spanDuration } from "./spanWords.ts";
import type { TraceView } from "./traceStore.ts";

/** When a span ran, whose it is, and how it is called elsewhere. */
export function SpanFacts({ view: { tree, path }, index, detail }: { view: TraceView; index: number; detail: SpanDetail | null }) {
  const span = tree.spans[index]!;
  const ownMs = (path.get(index) ?? []).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const below = tree.size[index]! - 1;
  return (
    <dl className="facts span-section">
      <dt>Kind</dt>
      <dd>{kinds[span.kind].word}</dd>
      <dt>Took</dt>
      <dd className="tabular">
        {span.status === "running" ? "still running" : spanDuration(span.durationMs)}
        {span.durationMs !== null && tree.totalMs > 0 && span.durationMs >= tree.totalMs / 100 && <span className="faint"> ({formatPercent(Math.max(0, span.durationMs) / tree.totalMs)} of the trace)</span>}
      </dd>
      <dt>Started</dt>
      <dd className="tabular">
        {tree.startMs[index]! >= 0 ? "+" : "−"}
        {spanDuration(Math.abs(tree.startMs[index]!))} <span className="faint">at</span> <Time at={span.startedAt} clock />
      </dd>
      {ownMs > 0 && (
        <>
          <dt>Critical path</dt>
          <dd className="tabular" title="For this long the end of the trace waited for this span itself">
            {spanDuration(ownMs)}
            {ownMs >= tree.totalMs / 100 && <span className="faint"> ({formatPercent(ownMs / tree.totalMs)})</span>}
          </dd>
        </>
      )}
      {span.model !== null && <><dt>Model</dt><dd><Who name={span.model} /></dd></>}
      {(span.promptTokens !== null || span.completionTokens !== null) && <><dt>Tokens</dt><dd className="tabular">{formatCount(span.promptTokens)} → {formatCount(span.completionTokens)}</dd></>}
      {below > 0 && <><dt>Below it</dt><dd className="tabular">{formatCount(below)} {below === 1 ? "span" : "spans"}</dd></>}
      {span.interactionId !== null && <><dt>Interaction</dt><dd className="with-copy"><Link className="link" href={placeOf(span.interactionId)}><code>{span.interactionId}</code></Link><CopyButton text={span.interactionId} what="id of the interaction" /></dd></>}
      {detail?.session && <><dt>Session</dt><dd><Link className="link" href={sessionPlace(detail.session)}><code>{detail.session}</code></Link></dd></>}
      {detail?.user && <><dt>User</dt><dd><Link className="link" href={listAddress("user", detail.user)}><code>{detail.user}</code></Link></dd></>}
      <dt>Span</dt>
      <dd className="with-copy">
        <code>{span.spanId}</code>
        <CopyButton text={span.spanId} what="id of the span" />
      </dd>
    </dl>
  );
}
