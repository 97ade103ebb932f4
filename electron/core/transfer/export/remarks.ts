import type { ExportRemark } from "../../../../shared/schemas/export.ts";

const namedIds = 5;
/** Formats have a handful each. */
const maxRemarks = 200;

/** Counts what befell interactions, and names the first ones of each. */
export function createRemarks() {
  const remarks = new Map<string, ExportRemark>();
  return {
    add(what: string, id: string): void {
      const known = remarks.get(what);
      if (known) {
        known.count++;
        if (known.ids.length < namedIds) known.ids.push(id);
      } else if (remarks.size < maxRemarks) remarks.set(what, { what, count: 1, ids: [id] });
    },
    /** Most frequent first. */
    list: (): ExportRemark[] => [...remarks.values()].sort((a, b) => b.count - a.count),
  };
}
