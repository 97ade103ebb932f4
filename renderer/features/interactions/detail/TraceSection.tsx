import { useEffect, type CSSProperties } from "react";
import { Link } from "wouter";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { classes } from "../../../components/classes.ts";
import { formatCount } from "../../../format.ts";
import { tracePlace } from "../places.ts";
import { kinds } from "../trace/kinds.ts";
import { spanDuration } from "../trace/spanWords.ts";
import type { SpanTree } from "../trace/spanTree.ts";
import { miniRows } from "./miniRows.ts";
import { useMiniTrace } from "./miniTraceStore.ts";

/** The trace that the interaction is part of, in small: what is above it and beside it. */
export function TraceSection({ interaction }: { interaction: Interaction }) {
  const traceId = interaction.traceId!;
  useEffect(() => useMiniTrace.getState().open(traceId), [traceId]);
  const { traceId: asked, tree, isMore, failure } = useMiniTrace();
  const shown = asked === traceId ? tree : null;
  return (
    <section>
      <div className="section-head">
        <h2>Trace</h2>
        {shown && (
          <span className="faint tabular">
            {formatCount(shown.spans.length)}
            {isMore && "+"} {shown.spans.length === 1 ? "span" : "spans"}, {spanDuration(shown.totalMs)}
          </span>
        )}
        <span className="spacer" />
        <Link className="link-inline small" href={tracePlace(traceId, interaction.spanId)}>
          Open
        </Link>
      </div>
      {failure && asked === traceId && <p className="faint small">It could not be read: {failure.message}</p>}
      {shown && <MiniFall tree={shown} own={shown.spans.findIndex(({ interactionId }) => interactionId === interaction.id)} />}
    </section>
  );
}

function MiniFall({ tree, own }: { tree: SpanTree; own: number }) {
  const share = (ms: number) => `${(Math.min(Math.max(ms, 0), tree.totalMs) / Math.max(tree.totalMs, 1e-9)) * 100}%`;
  const rows = miniRows(tree, own);
  return (
    <div className="fall mini-trace">
      {rows.map((index) => {
        const span = tree.spans[index]!;
        return (
          <div key={span.spanId} className={classes("fall-row", index === own && "is-own")} title={`${kinds[span.kind].word}: ${span.name}`}>
            <Link className="link clip" href={tracePlace(span.traceId, span.spanId)} style={{ paddingLeft: Math.min(tree.depth[index]!, 4) * 8 }}>
              {span.name}
            </Link>
            <span className="bar">
              <i className={span.status === "error" ? "is-error" : undefined} style={{ "--x": share(tree.startMs[index]!), "--w": `calc(${share(tree.endMs[index]!)} - ${share(tree.startMs[index]!)})` } as CSSProperties} />
            </span>
            <span className="num">{spanDuration(span.durationMs)}</span>
          </div>
        );
      })}
    </div>
  );
}
