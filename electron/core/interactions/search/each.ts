import type { Narrowing } from "../../../../shared/schemas/finding.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import type { WholePage, WholeRequest } from "./lists.ts";
import type { Order } from "./slices.ts";

/** `cursor`: an id, from which on (without it) the walk goes. Left out, the order is newest first. */
export type EachRequest = Narrowing & { cursor?: string; order?: Order };

/** Interactions of a page; fewer where they are long. */
const pageRows = 100;

/** Walks through all pages of `ask`, one at a time. */
export function createEach(ask: (request: WholeRequest, signal: AbortSignal) => Promise<WholePage>) {
  return async function* each(request: EachRequest, signal: AbortSignal): AsyncGenerator<Interaction[]> {
    let { cursor } = request;
    for (;;) {
      const { items, next } = await ask({ ...request, cursor, order: request.order ?? "newest-first", limit: pageRows }, signal);
      if (items.length > 0) yield items;
      if (next === null) return;
      cursor = next;
    }
  };
}
