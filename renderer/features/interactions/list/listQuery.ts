import { Status } from "../../../../shared/schemas/chat.ts";
import { TextPart, type FoundOrder, type Narrowing } from "../../../../shared/schemas/finding.ts";
import { quoted, withPart } from "./filter/filterParts.ts";

/** What the list shows: words (anywhere, or in one part) or the start of an id, and an expression of the filter language. `ranked`, the best hits first, needs words. */
export type ListQuery = { text: string; textIn: TextPart | null; filter: string; order: FoundOrder };

export const everything: ListQuery = { text: "", textIn: null, filter: "", order: "newest" };
export const isEverything = ({ text, filter }: ListQuery): boolean => text.trim() === "" && filter.trim() === "";
export const isRanked = ({ text, order }: ListQuery): boolean => order === "ranked" && text.trim() !== "";

/** The query that an address says; what does not exist is left out. `status=failed,ok` is a short way to say it in the filter. */
export function readListQuery(address: URLSearchParams): ListQuery {
  const status = (address.get("status") ?? "").split(",").flatMap((word) => Status.safeParse(word).data ?? []);
  const filter = address.get("filter") ?? "";
  const statusPart = status.length === 1 ? `status = ${status[0]}` : `status in (${status.join(", ")})`;
  return {
    text: address.get("text") ?? "",
    textIn: TextPart.safeParse(address.get("in")).data ?? null,
    filter: status.length === 0 ? filter : withPart(filter, statusPart),
    order: address.get("order") === "ranked" ? "ranked" : "newest",
  };
}

/** The query of an address that shows this list. */
export function writeListQuery({ text, textIn, filter, order }: ListQuery): URLSearchParams {
  const address = new URLSearchParams();
  if (text !== "") address.set("text", text);
  if (textIn !== null) address.set("in", textIn);
  if (filter !== "") address.set("filter", filter);
  if (order !== "newest") address.set("order", order);
  return address;
}

/** What is asked of the core. */
export function askOf({ text, textIn, filter }: Pick<ListQuery, "text" | "textIn" | "filter">): Narrowing {
  const words = text.trim();
  return { ...(words === "" ? {} : { text: words, ...(textIn === null ? {} : { textIn }) }), ...(filter.trim() === "" ? {} : { filter }) };
}

/** The address of the list of all interactions of which `field` is `value`. */
export function listAddress(field: string, value: string): string {
  return `/interactions?${writeListQuery({ ...everything, filter: `${field} = ${quoted(value)}` })}`;
}
