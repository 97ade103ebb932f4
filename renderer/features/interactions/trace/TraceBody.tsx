import { useEffect, useRef } from "react";
import { Button } from "../../../components/Button.tsx";
import { copyText } from "../../../components/CopyButton.tsx";
import { FilterField } from "../../../components/Field.tsx";
import { KeyBar } from "../../../components/Kbd.tsx";
import { RightClickMenu, type MenuAction } from "../../../components/Menu.tsx";
import { SplitPane } from "../../../components/SplitPane.tsx";
import { formatCount } from "../../../format.ts";
import { useSpanDetail } from "./spanDetailStore.ts";
import { SpanPane } from "./SpanPane.tsx";
import { SpanRows } from "./SpanRows.tsx";
import { TraceLede } from "./TraceLede.tsx";
import { TraceOverview } from "./TraceOverview.tsx";
import { useTrace, type TraceView } from "./traceStore.ts";
import { useTraceKeys } from "./useTraceKeys.ts";
import { useTraceLooking, type TraceLooking } from "./useTraceLooking.ts";

/** A trace that has been read: its line, its time, its spans, and the selected one. */
export function TraceBody({ view, traceId }: { view: TraceView; traceId: string }) {
  const rows = useTrace((state) => state.rows);
  const collapsed = useTrace((state) => state.collapsed);
  const looking = useTraceLooking(view, rows);
  const search = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useTraceKeys({ view, looking, collapsed, search, scroller });
  const { selected, found } = looking;
  const spanId = selected === null ? null : view.tree.spans[selected]!.spanId;
  useEffect(() => {
    if (spanId !== null) useSpanDetail.getState().open(traceId, spanId);
  }, [traceId, spanId]);
  const toggle = (index: number) => useTrace.getState().collapse(index, !collapsed.has(index));
  return (
    <>
      <TraceLede view={view} traceId={traceId} onNextError={looking.nextError} />
      <SplitPane name="trace" initial={372} min={280} max={760} className="trace-split">
        <section className="pane trace-pane" aria-label="Spans over time">
          <div className="filterbar trace-bar">
            <FilterField ref={search} label="Search in the trace" placeholder="Name, model, kind, id, error" value={looking.find} onChange={looking.setFind} onLeave={() => looking.nextMatch(1)} />
            {found && (
              <>
                <span className="small faint tabular">{found.length === 0 ? "none" : `${formatCount(found.indexOf(selected ?? -1) + 1)} of ${formatCount(found.length)}`}</span>
                <Button small kind="ghost" icon="up" aria-label="Previous match" onClick={() => looking.nextMatch(-1)} />
                <Button small kind="ghost" icon="down" aria-label="Next match" onClick={() => looking.nextMatch(1)} />
              </>
            )}
            <span className="spacer" />
            {looking.isZoomed && (
              <Button small kind="ghost" hotkey="0" onClick={looking.whole}>
                Whole time
              </Button>
            )}
            <Button small kind="ghost" hotkey="p" aria-pressed={looking.isPathShown} onClick={looking.togglePath} title="What the end of the trace waited for">
              Critical path
            </Button>
            <Button small kind="ghost" hotkey="c" onClick={() => useTrace.getState().collapseBelow(collapsed.size > 0 ? Infinity : 1)}>
              {collapsed.size > 0 ? "Expand" : "Collapse"}
            </Button>
          </div>
          <TraceOverview view={view} window={looking.window} onWindow={looking.setWindow} />
          <RightClickMenu actions={selected === null ? [] : spanActions(view, looking, selected)}>
            <div className="span-table">
              <SpanRows
                view={view} rows={rows} collapsed={collapsed} window={looking.window} selected={selected} matches={looking.matches} isPathShown={looking.isPathShown} scroller={scroller}
                onSelect={looking.select} onToggle={toggle} onOpen={looking.open} onWheelZoom={looking.zoom}
              />
            </div>
          </RightClickMenu>
          <KeyBar keys={[{ keys: ["j", "k"], label: "move" }, { keys: ["ArrowLeft", "ArrowRight"], label: "close, open" }, { keys: ["e"], label: "next error" }, { keys: ["z"], label: "zoom to it" }, { keys: ["?"], label: "all keys" }]} />
        </section>
        <SpanPane view={view} selected={selected} onOpen={looking.open} />
      </SplitPane>
    </>
  );
}

/** What can be done with a span. */
function spanActions({ tree }: TraceView, looking: TraceLooking, index: number): MenuAction[] {
  const span = tree.spans[index]!;
  return [
    { label: "Open the interaction", icon: "right", hotkey: "Enter", isDisabled: span.interactionId === null, run: () => looking.open(index) },
    { label: "Zoom to the span", icon: "search", hotkey: "z", run: () => looking.zoomTo(index) },
    { label: "The whole time", icon: "screen", hotkey: "0", isDisabled: !looking.isZoomed, run: looking.whole },
    { label: "Next error", icon: "error", hotkey: "e", run: looking.nextError },
    { label: "Copy the span's id", icon: "copy", hotkey: "y", run: () => void copyText(span.spanId, "id of the span") },
    { label: "Copy the name", icon: "copy", run: () => void copyText(span.name, "name") },
    { label: "Copy the row as JSON", icon: "copy", run: () => void copyText(JSON.stringify(span, null, 2), "span") },
  ];
}
