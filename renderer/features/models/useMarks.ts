import { useState } from "react";

/** Models that are marked to be compared, by id. */
export function useMarks() {
  const [ids, set] = useState<ReadonlySet<string>>(new Set());
  return {
    size: ids.size,
    has: (id: string) => ids.has(id),
    toggle: (id: string) => set((before) => (before.has(id) ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]))),
  };
}
export type Marks = ReturnType<typeof useMarks>;
