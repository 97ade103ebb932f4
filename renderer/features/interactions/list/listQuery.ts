import { Status } from "../../../../shared/schemas/chat.ts";

/** What the list shows: words or the start of an id, an expression of the filter language, statuses (empty: all). */
export type ListQuery = { text: string; filter: string; status: Status[] };

export const everything: ListQuery = { text: "", filter: "", status: [] };
export const isEverything = ({ text, filter, status }: ListQuery): boolean => text.trim() === "" && filter.trim() === "" && status.length === 0;

/** The query that an address says; statuses that do not exist are left out. */
export function readListQuery(address: URLSearchParams): ListQuery {
  const status = (address.get("status") ?? "").split(",").flatMap((word) => Status.safeParse(word).data ?? []);
  return { text: address.get("text") ?? "", filter: address.get("filter") ?? "", status };
}

/** The query of an address that shows this list. */
export function writeListQuery({ text, filter, status }: ListQuery): URLSearchParams {
  const address = new URLSearchParams();
  if (text !== "") address.set("text", text);
  if (filter !== "") address.set("filter", filter);
  if (status.length > 0) address.set("status", status.join(","));
  return address;
}

/** What is asked of the core. */
export function askOf({ text, filter, status }: ListQuery): { text?: string; filter?: string; status?: Status[] } {
  return { ...(text.trim() === "" ? {} : { text: text.trim() }), ...(filter.trim() === "" ? {} : { filter }), ...(status.length === 0 ? {} : { status }) };
}

/** The address of the list of all interactions of which `field` is `value`. */
export function listAddress(field: string, value: string): string {
  return `/interactions?${writeListQuery({ ...everything, filter: `${field} = ${JSON.stringify(value)}` })}`;
}
