import { Button } from "../../../components/Button.tsx";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { Icon } from "../../../components/Icon.tsx";
import { FailureNotice, Notice } from "../../../components/Notice.tsx";
import { kinds } from "./kinds.ts";
import { SpanBodies } from "./SpanBodies.tsx";
import { SpanFacts } from "./SpanFacts.tsx";
import { useSpanDetail } from "./spanDetailStore.ts";
import { clockReason, placeReason } from "./spanWords.ts";
import type { TraceView } from "./traceStore.ts";

/** Everything that is known of the selected span. */
export function SpanPane({ view, selected, onOpen }: { view: TraceView; selected: number | null; onOpen(index: number): void }) {
  const span = selected === null ? undefined : view.tree.spans[selected];
  const detail = useSpanDetail((state) => (span && state.detail?.spanId === span.spanId && state.detail.traceId === span.traceId ? state.detail : null));
  const failure = useSpanDetail((state) => state.failure);
  if (!span || selected === null)
    return (
      <aside className="pane span-pane" aria-label="Selected span">
        <p className="faint small span-pane-empty">Choose a span to see what went in and what came out.</p>
      </aside>
    );
  const clock = clockReason(view.tree, selected);
  const place = placeReason(view.tree, selected);
  return (
    <aside className="pane span-pane" aria-label="Selected span">
      <div className="pane-head is-ruled">
        <Icon name={kinds[span.kind].icon} />
        <h2 className="clip" title={span.name}>{span.name}</h2>
        <CopyButton text={span.name} what="name" />
        <span className="spacer" />
        {span.interactionId !== null && (
          <Button small hotkey="Enter" onClick={() => onOpen(selected)}>
            Open
          </Button>
        )}
      </div>
      <div className="span-detail" tabIndex={0} role="group" aria-label="Its times, input and output">
        {span.status === "error" && <Notice title={`${kinds[span.kind].word} failed`} body={detail?.error ?? span.error ?? "Its sender does not say why."} />}
        {place && <Notice tone="warn" title="Its place in the trace is not known" body={place} />}
        {clock && <Notice tone="warn" title="Its clock is odd" body={clock} fix="Its own time is left out of the trace's length." />}
        <SpanFacts view={view} index={selected} detail={detail} />
        {failure && !detail && <FailureNotice title="The span could not be read" failure={failure} />}
        {detail ? <SpanBodies detail={detail} key={detail.spanId} /> : <div className="span-section" aria-busy={!failure} />}
      </div>
    </aside>
  );
}
