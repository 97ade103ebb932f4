import type { InteractionLog } from "../../interactions/interactionLog.ts";

/** Interactions of one transaction: what begins meanwhile waits for it. */
const removedAtOnce = 20;

/**
 * Takes interactions out in small transactions, between which the writer writes what came in; gives the ids that were there, slice by
 * slice. An aborted signal ends it after a slice, never in one: what is gone is counted.
 */
export async function* removeSlowly(log: Pick<InteractionLog, "remove">, ids: string[], signal: AbortSignal): AsyncGenerator<string[]> {
  for (let from = 0; from < ids.length; from += removedAtOnce) {
    signal.throwIfAborted();
    yield await log.remove(ids.slice(from, from + removedAtOnce));
  }
}
