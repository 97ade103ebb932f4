import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { SpanDetail } from "../../../../shared/schemas/trace.ts";
import { api, type Parts } from "../../../api.ts";

type SpanDetailState = {
  /** `TRACE SPAN` of what is shown. */
  asked: string | null;
  detail: SpanDetail | null;
  failure: Failure | null;
  open(traceId: string, spanId: string): void;
};

/** Arrow keys pass many spans; only where one stays is it read. */
const stayMs = 60;

/** The selected span with everything recorded. */
export function createSpanDetailStore({ api }: Pick<Parts, "api">) {
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return create<SpanDetailState>()((set, get) => {
    async function read(traceId: string, spanId: string, signal: AbortSignal): Promise<void> {
      try {
        const detail = await api.traces.span({ traceId, spanId }, signal);
        if (!signal.aborted) set({ detail, failure: null });
      } catch (error) {
        if (!signal.aborted) set({ failure: toFailure(error) });
      }
    }
    return {
      asked: null,
      detail: null,
      failure: null,
      open(traceId, spanId) {
        const asked = `${traceId} ${spanId}`;
        if (get().asked === asked && get().detail) return;
        const isFirst = get().asked === null;
        asking.abort();
        asking = new AbortController();
        const { signal } = asking;
        set({ asked, failure: null });
        clearTimeout(timer);
        timer = setTimeout(() => void read(traceId, spanId, signal), isFirst ? 0 : stayMs);
      },
    };
  });
}

export const useSpanDetail = createSpanDetailStore({ api });
