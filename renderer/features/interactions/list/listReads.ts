import type { InteractionPage } from "../../../../shared/schemas/interaction.ts";
import type { Parts } from "../../../api.ts";
import { askOf, isEverything, type ListQuery } from "./listQuery.ts";

/** How many rows a query finds, and how many there are. */
export type Counts = { matching: number; total: number };

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
    /** The rows below the id `below`; null: the newest. */
    page: (query: ListQuery, below: string | null, limit: number): Promise<InteractionPage | null> =>
      current((signal) => api.interactions.list({ ...askOf(query), limit, ...(below === null ? {} : { cursor: below }) }, signal)),
    counts: (query: ListQuery): Promise<Counts | null> =>
      current(async (signal) => {
        const { total: matching } = await api.interactions.count(askOf(query), signal);
        return { matching, total: isEverything(query) ? matching : (await api.interactions.count({}, signal)).total };
      }),
  };
}
