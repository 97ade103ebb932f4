import type { Aggregate, AggregateRequest, Facets, FacetsRequest, FieldValues, Narrowing, ValuesRequest } from "../../../../shared/schemas/finding.ts";
import type { InteractionPage, ListRequest } from "../../../../shared/schemas/interaction.ts";
import type { FilterClock } from "../filter/filterTimes.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { aggregate } from "./aggregates.ts";
import { countMatching } from "./countMatching.ts";
import { countFacets } from "./facets.ts";
import { listPage } from "./lists.ts";
import { rankedPage } from "./ranking.ts";
import type { CheckWanted } from "./slices.ts";
import { fieldValues } from "./values.ts";

/** What the reading threads are asked for when something is looked for. */
export type SearchReads = {
  list: { input: ListRequest & FilterClock; output: InteractionPage };
  count: { input: Narrowing & FilterClock; output: { total: number } };
  facets: { input: FacetsRequest & FilterClock; output: Facets };
  aggregate: { input: AggregateRequest & FilterClock; output: Aggregate };
  values: { input: ValuesRequest; output: FieldValues };
};

type Functions = { [R in keyof SearchReads]: (input: SearchReads[R]["input"]) => SearchReads[R]["output"] };

export function createSearchReads(months: ReadableMonths, checkWanted: CheckWanted): Functions {
  return {
    list: (request) => (request.order === "ranked" ? rankedPage : listPage)(months, request, checkWanted),
    count: (request) => countMatching(months, request, checkWanted),
    facets: (request) => countFacets(months, request, checkWanted),
    aggregate: (request) => aggregate(months, request, checkWanted),
    values: (request) => fieldValues(months, request),
  };
}
