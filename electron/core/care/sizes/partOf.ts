import type { SizePart } from "../../../../shared/schemas/sizes.ts";

/** What a table or an index of a month belongs to, by its name in SQLite's `dbstat`. */
export function partOf(name: string, isIndex: boolean): SizePart {
  if (name.startsWith("interaction_text")) return "full-text";
  if (isIndex) return "indexes";
  if (name === "interactions") return "rows";
  if (name === "bodies" || name === "parts") return "bodies";
  if (name.startsWith("span")) return "spans";
  if (name === "feedback") return "feedback";
  if (name === "interaction_tags") return "indexes";
  return "other";
}
