import type { InteractionPage } from "../../../../shared/schemas/interaction.ts";
import type { Ranked } from "../../../../shared/schemas/finding.ts";
import type { Parts } from "../../../api.ts";
import { askOf, isEverything, isRanked, type ListQuery } from "./listQuery.ts";
import type { Span } from "./rowWindow.ts";
import type { Bar } from "./timeline/timeBars.ts";

/** How many rows a query finds, and how many there are. */
export type Counts = { matching: number; total: number };
/** A page of the list; `ranked`: among how many hits the best were looked for. */
export type ListedPage = InteractionPage & { ranked?: Ranked | null | undefined };

/** Reads of one list. What was asked before `startOver` is cancelled and gives null, whatever became of it. */
export function createListReads({ api }: Pick<Parts, "api">) {
  let asked = new AbortController();

  async function current<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    const { signal } = asked;
    try {
      const answer = await ask(signal);
      return signal.aborted ? null : answer;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  return {
    startOver(): void {
      asked.abort();
      asked = new AbortController();
    },
    /** The rows below the id `below`; null: the first. */
    page: (query: ListQuery, below: string | null, limit: number): Promise<ListedPage | null> =>
      current((signal) => api.interactions.list({ ...askOf(query), ...(isRanked(query) ? { order: "ranked" } : {}), limit, ...(below === null ? {} : { cursor: below }) }, signal)),
    counts: (query: ListQuery): Promise<Counts | null> =>
      current(async (signal) => {
        const { total: matching } = await api.interactions.count(askOf(query), signal);
        return { matching, total: isEverything(query) ? matching : (await api.interactions.count({}, signal)).total };
      }),
    /** How many rows lie in each `bucketMs` of a span, newest first; the empty ones are left out. */
    bars: (query: ListQuery, { fromMs, toMs }: Span, bucketMs: number): Promise<Bar[] | null> =>
      current(async (signal) => {
        const { buckets } = await api.interactions.aggregate({ ...askOf(query), from: fromMs, to: toMs, bucketMs }, signal);
        return buckets.map(({ from, count, failed }) => ({ fromMs: Math.max(from, fromMs), toMs: Math.min(from + bucketMs, toMs), count, failed })).toReversed();
      }),
  };
}
export type ListReads = ReturnType<typeof createListReads>;
