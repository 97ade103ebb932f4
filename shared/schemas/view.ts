import { z } from "zod";
import { FoundOrder, TextPart } from "./finding.ts";

/** A saved view of the list of interactions. */
export const SavedView = z.object({
  id: z.string(),
  name: z.string(),
  filter: z.string(),
  text: z.string(),
  textIn: TextPart.nullable(),
  order: FoundOrder,
  /** The columns that it shows, in order; empty: the usual ones. */
  columns: z.array(z.string()),
  createdAt: z.number(),
  changedAt: z.number(),
});
export type SavedView = z.infer<typeof SavedView>;

/** With an `id` that view is changed, without one it is new. */
export const SaveView = z.object({
  id: z.string().max(200).optional(),
  name: z.string().trim().min(1).max(100),
  filter: z.string().max(10_000).default(""),
  text: z.string().max(10_000).default(""),
  textIn: TextPart.nullable().default(null),
  order: FoundOrder.default("newest"),
  columns: z.array(z.string().min(1).max(200)).max(100).default([]),
});
export type SaveView = z.infer<typeof SaveView>;
