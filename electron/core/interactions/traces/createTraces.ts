import type { CoreContract } from "../../../../shared/contract.ts";
import type { Services } from "../../../../shared/rpc/contract.ts";
import type { createReader } from "../reading/reader.ts";
import type { TraceCursor, TracePageRead } from "./traceReads.ts";

const pageSpans = 1000;

/** Traces as the contract serves them, a page at a time, so that other questions get their turn between two. */
export function createTraces({ ask }: Pick<ReturnType<typeof createReader>, "ask">): Services<CoreContract>["traces"] {
  return {
    async *get({ traceId }, signal) {
      let cursor: TraceCursor | null = null;
      do {
        const page: TracePageRead = await ask("tracePage", { traceId, cursor, limit: pageSpans }, signal);
        cursor = page.next;
        yield { spans: page.spans };
      } while (cursor !== null);
    },
    span: ({ traceId, spanId }, signal) => ask("traceSpan", { traceId, spanId }, signal),
  };
}
