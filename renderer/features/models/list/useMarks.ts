import { useQueryValue } from "../../../router.ts";

/** Models that are marked to be compared, by id; the address keeps them. */
export function useMarks() {
  const [text, set] = useQueryValue("marked");
  const ids = new Set(text?.split(",") ?? []);
  return {
    size: ids.size,
    has: (id: string) => ids.has(id),
    toggle: (id: string) => set([...(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id])].join(",")),
  };
}
export type Marks = ReturnType<typeof useMarks>;
