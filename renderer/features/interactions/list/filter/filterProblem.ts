import { toFailure } from "../../../../../shared/errors.ts";
import { parseFilter } from "../../../../../shared/filter/parseFilter.ts";

/** `position`: 0-based index of the character that is wrong. */
export type FilterProblem = { message: string; fix: string; position: number };

/** What is wrong with an expression of the filter language; null: nothing. An empty one filters nothing. */
export function filterProblem(source: string): FilterProblem | null {
  if (source.trim() === "") return null;
  try {
    parseFilter(source);
    return null;
  } catch (error) {
    const { message, fix, details } = toFailure(error);
    return { message, fix: fix ?? "", position: Number(details?.["position"] ?? source.length) };
  }
}
