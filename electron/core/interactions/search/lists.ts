import type { Interaction, InteractionPage, ListRequest } from "../../../../shared/schemas/interaction.ts";
import type { Narrowing } from "../../../../shared/schemas/finding.ts";
import type { FilterClock } from "../filterTimes.ts";
import { allIds, bothSpans } from "../idSpan.ts";
import { listWhere } from "../listWhere.ts";
import type { ReadableMonths } from "../readableMonths.ts";
import { summaryOf } from "../rows.ts";
import { monthsWithin } from "./monthsWithin.ts";
import type { CheckWanted, Order } from "./slices.ts";

export type WholeRequest = Narrowing & { cursor?: string; order: Order; limit: number };
export type WholePage = { items: Interaction[]; next: string | null };

/** A page of whole interactions ends when it holds this many characters of bodies. */
const pageChars = 8 * 1024 * 1024;

/** A page of rows, newest first. A month is opened only when the newer ones did not fill the page. */
export function listPage(months: ReadableMonths, { cursor, limit, ...request }: ListRequest & FilterClock, checkWanted: CheckWanted): InteractionPage {
  const asked = listWhere(request, request);
  const where = { ...asked, ids: bothSpans(asked.ids, { ...allIds, to: cursor ?? allIds.to }) };
  const items: InteractionPage["items"] = [];
  for (const reader of monthsWithin(months, where.ids)) {
    items.push(...reader.find(where, "newest-first", limit + 1 - items.length, checkWanted).map(summaryOf));
    if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]!.id };
  }
  return { items, next: null };
}

/** A page of whole interactions, which is shorter than `limit` where they are long. */
export function wholePage(months: ReadableMonths, { cursor, limit, order, ...request }: WholeRequest & FilterClock, checkWanted: CheckWanted): WholePage {
  const asked = listWhere(request, request);
  // Right behind the cursor, and before every other id.
  const rest = cursor === undefined ? allIds : order === "newest-first" ? { ...allIds, to: cursor } : { ...allIds, from: `${cursor}!` };
  const where = { ...asked, ids: bothSpans(asked.ids, rest) };
  const items: Interaction[] = [];
  let chars = 0;
  for (const reader of monthsWithin(months, where.ids, order)) {
    for (const row of reader.find(where, order, limit + 1 - items.length, checkWanted)) {
      if (items.length >= limit || chars >= pageChars) return { items, next: items.at(-1)!.id };
      const item = reader.whole(row);
      chars += item.input.length + item.output.length + (item.prompt?.length ?? 0) + item.request.messages.reduce((sum, { content }) => sum + content.length, 0);
      items.push(item);
    }
  }
  return { items, next: null };
}
