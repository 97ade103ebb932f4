import type { RefObject } from "react";
import { copyText } from "../../../components/CopyButton.tsx";
import { usePageKeys, type PageKey } from "../../../pageKeys.ts";
import { rowPx } from "./SpanRows.tsx";
import { useTrace, type TraceView } from "./traceStore.ts";
import type { TraceLooking } from "./useTraceLooking.ts";

type TraceKeys = { view: TraceView; looking: TraceLooking; collapsed: ReadonlySet<number>; search: RefObject<HTMLInputElement | null>; scroller: RefObject<HTMLDivElement | null> };

/** The keys of a trace's page; the right-click menu of a span has those that are about it. */
export function useTraceKeys({ view, looking, collapsed, search, scroller }: TraceKeys): void {
  const { tree } = view;
  const { selected } = looking;
  const { collapse, collapseBelow, refresh } = useTrace.getState();
  const page = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowPx) / rowPx) - 2);
  const isHolder = selected !== null && tree.size[selected]! > 1;
  const silent = (key: string, label: string, run: () => void): PageKey => ({ key, label, run, isListed: false });
  usePageKeys([
    silent("ArrowDown", "Next span", () => looking.move(1)),
    silent("ArrowUp", "Previous span", () => looking.move(-1)),
    silent("j", "Next span", () => looking.move(1)),
    silent("k", "Previous span", () => looking.move(-1)),
    silent("PageDown", "A page further", () => looking.move(page())),
    silent("PageUp", "A page back", () => looking.move(-page())),
    silent("Home", "First span", () => looking.toEnd(false)),
    silent("End", "Last span", () => looking.toEnd(true)),
    silent("ArrowRight", "Open, or go to the first span below", () => {
      if (selected === null || !isHolder) return;
      if (collapsed.has(selected)) collapse(selected, false);
      else looking.move(1);
    }),
    silent("ArrowLeft", "Close, or go to the parent", () => {
      if (selected === null) return;
      if (isHolder && !collapsed.has(selected)) collapse(selected, true);
      else if (tree.parent[selected]! >= 0) looking.select(tree.parent[selected]!);
    }),
    silent("Escape", "Back", () => window.history.back()),
    { key: "/", label: "Search in the trace", icon: "search", run: () => search.current?.focus() },
    { key: "n", label: "Next match", icon: "down", run: () => looking.nextMatch(1), isListed: looking.found !== null },
    { key: "shift+n", label: "Previous match", icon: "up", run: () => looking.nextMatch(-1), isListed: looking.found !== null },
    { key: "e", label: "Next error", icon: "error", run: looking.nextError },
    { key: "p", label: looking.isPathShown ? "Hide the critical path" : "Show the critical path", icon: "trace", run: looking.togglePath },
    { key: "c", label: collapsed.size > 0 ? "Expand all" : "Collapse all", icon: "chain", run: () => (collapsed.size > 0 ? collapseBelow(Infinity) : collapseBelow(1)) },
    { key: "+", label: "Look closer", icon: "plus", run: () => looking.zoom(0.5) },
    { key: "-", label: "Look from further away", icon: "search", run: () => looking.zoom(2) },
    { key: "0", label: "The whole time", icon: "screen", run: looking.whole },
    { key: "u", label: "Read the trace again", icon: "replay", run: () => void refresh() },
    ...(selected === null
      ? []
      : [
          ...(tree.spans[selected]!.interactionId === null ? [] : [{ key: "Enter", label: "Open the interaction", icon: "right" as const, run: () => looking.open(selected) }]),
          { key: "z", label: "Zoom to the span", icon: "search" as const, run: () => looking.zoomTo(selected) },
          { key: "y", label: "Copy the span's id", icon: "copy" as const, run: () => void copyText(tree.spans[selected]!.spanId, "id of the span") },
        ]),
  ]);
}
