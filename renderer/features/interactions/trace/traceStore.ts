import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { TraceSpan } from "../../../../shared/schemas/trace.ts";
import { api, watch, type Parts } from "../../../api.ts";
import { criticalPath, type PathPart } from "./criticalPath.ts";
import { createSlices } from "./slices.ts";
import { buildSpanTree, type SpanTree } from "./spanTree.ts";
import { traceTotals, type TraceTotals } from "./traceTotals.ts";
import { uncovered, visibleRows } from "./visibleRows.ts";

/** All that is known of a trace, ready to be drawn. */
export type TraceView = { tree: SpanTree; totals: TraceTotals; path: ReadonlyMap<number, PathPart[]> };

type TraceState = {
  traceId: string | null;
  /** How many spans have come while it is read for the first time. */
  received: number;
  view: TraceView | null;
  failure: Failure | null;
  collapsed: ReadonlySet<number>;
  rows: Int32Array;
  open(traceId: string): void;
  refresh(): Promise<void>;
  /** Reads a trace again that may not be whole yet; gives its stop. */
  follow(): () => void;
  collapse(index: number, isCollapsed: boolean): void;
  collapseBelow(depth: number): void;
  uncover(index: number): void;
};

const none = new Int32Array(0);
/** A trace that may go on is read again this often, unless it is large. */
const againMs = 2000;
const againSpans = 5000;
/** What ended longer ago is whole, but for spans whose parents are missing. */
const freshMs = 60_000;

/** One trace: read in pages, laid out in slices. */
export function createTraceStore({ api, watch, now = Date.now }: Parts & { now?: () => number }) {
  let asked = new AbortController();
  return create<TraceState>()((set, get) => {
    const show = (view: TraceView, collapsed: ReadonlySet<number>) => set({ view, failure: null, collapsed, rows: visibleRows(view.tree, collapsed) });
    const setCollapsed = (collapsed: ReadonlySet<number>) => {
      const { view } = get();
      if (view && collapsed !== get().collapsed) set({ collapsed, rows: visibleRows(view.tree, collapsed) });
    };

    async function read(traceId: string): Promise<void> {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      try {
        const spans: TraceSpan[] = [];
        for await (const page of api.traces.get({ traceId }, signal)) {
          for (const span of page.spans) spans.push(span);
          if (!get().view) set({ received: spans.length });
        }
        const view = await viewOf(spans);
        if (signal.aborted) return;
        const { view: before, collapsed } = get();
        // Spans are known again by their ids: their indexes change when others come.
        show(view, before ? new Set([...collapsed].flatMap((index) => view.tree.byId.get(before.tree.spans[index]!.spanId) ?? [])) : new Set());
      } catch (error) {
        if (!signal.aborted) set({ failure: toFailure(error) });
      }
    }

    function mayGoOn(): boolean {
      const { view } = get();
      if (!view || view.tree.spans.length > againSpans) return false;
      const { totals, tree } = view;
      return totals.running > 0 || totals.orphans > 0 || now() - (tree.originAt + tree.totalMs) < freshMs;
    }

    return {
      traceId: null,
      received: 0,
      view: null,
      failure: null,
      collapsed: new Set(),
      rows: none,
      open(traceId) {
        if (get().traceId === traceId && get().view) return;
        set({ traceId, received: 0, view: null, failure: null, collapsed: new Set(), rows: none });
        void read(traceId);
      },
      async refresh() {
        const { traceId } = get();
        if (traceId !== null) await read(traceId);
      },
      follow: () =>
        watch(
          async function* (_api, signal) {
            for (;;) {
              await new Promise((resolve) => setTimeout(resolve, againMs));
              if (signal.aborted) return;
              yield null;
            }
          },
          () => void (mayGoOn() && get().refresh()),
        ),
      collapse(index, isCollapsed) {
        const collapsed = new Set(get().collapsed);
        if (isCollapsed) collapsed.add(index);
        else collapsed.delete(index);
        setCollapsed(collapsed);
      },
      collapseBelow(depth) {
        const { view } = get();
        if (view) setCollapsed(new Set(Array.from(view.tree.order).filter((index) => view.tree.size[index]! > 1 && view.tree.depth[index]! >= depth)));
      },
      uncover(index) {
        const { view, collapsed } = get();
        if (view) setCollapsed(uncovered(view.tree, collapsed, index));
      },
    };
  });
}

async function viewOf(spans: TraceSpan[]): Promise<TraceView> {
  const slices = createSlices();
  const tree = await buildSpanTree(spans, slices);
  if (slices.isUsedUp()) await slices.rest();
  const totals = traceTotals(tree);
  const parts = await criticalPath(tree, slices);
  return { tree, totals, path: Map.groupBy(parts, ({ span }) => span) };
}

export const useTrace = createTraceStore({ api, watch });
