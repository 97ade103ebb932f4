import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { TraceSpan } from "../../../../shared/schemas/trace.ts";
import { api, type Parts } from "../../../api.ts";
import { createSlices } from "../trace/slices.ts";
import { buildSpanTree, type SpanTree } from "../trace/spanTree.ts";

type MiniTraceState = {
  traceId: string | null;
  tree: SpanTree | null;
  /** Whether the trace has more spans than were read. */
  isMore: boolean;
  failure: Failure | null;
  open(traceId: string): void;
};

/** A small picture needs no more; the trace's own page reads all. */
const mostSpans = 2000;

/** The trace that an interaction is part of, as far as a small picture needs it. */
export function createMiniTraceStore({ api }: Pick<Parts, "api">) {
  return create<MiniTraceState>()((set, get) => {
    async function read(traceId: string): Promise<void> {
      try {
        const spans: TraceSpan[] = [];
        let isMore = false;
        for await (const page of api.traces.get({ traceId })) {
          if (get().traceId !== traceId) return;
          spans.push(...page.spans);
          isMore = spans.length >= mostSpans;
          if (isMore) break;
        }
        const tree = await buildSpanTree(spans, createSlices());
        if (get().traceId === traceId) set({ tree, isMore });
      } catch (error) {
        if (get().traceId === traceId) set({ failure: toFailure(error) });
      }
    }
    return {
      traceId: null,
      tree: null,
      isMore: false,
      failure: null,
      open(traceId) {
        if (get().traceId === traceId && !get().failure) return;
        set({ traceId, tree: null, isMore: false, failure: null });
        void read(traceId);
      },
    };
  });
}

export const useMiniTrace = createMiniTraceStore({ api });
