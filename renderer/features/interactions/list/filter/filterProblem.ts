import { toFailure, type Failure } from "../../../../../shared/errors.ts";
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
    return problemOf(toFailure(error), source);
  }
}

/** What the core found wrong with an expression that reads well: a value that no row can have, say. Null: it was not the filter. */
export function refusedFilter(failure: Failure | null, source: string): FilterProblem | null {
  return failure?.code === "bad-filter" ? problemOf(failure, source) : null;
}

function problemOf({ message, fix, details }: Failure, source: string): FilterProblem {
  return { message, fix: fix ?? "", position: Number(details?.["position"] ?? source.length) };
}
