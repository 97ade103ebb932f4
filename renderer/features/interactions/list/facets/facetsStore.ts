import { create } from "zustand";
import { z } from "zod";
import { toFailure, type Failure } from "../../../../../shared/errors.ts";
import type { Facet, FacetField } from "../../../../../shared/schemas/finding.ts";
import { api, watch, type Parts } from "../../../../api.ts";
import { facetValues } from "../filter/facetFilter.ts";
import { filterParts, joinParts, targetText } from "../filter/filterParts.ts";
import { askOf, type ListQuery } from "../listQuery.ts";

/** The facets of the panel, in its order. `errorCode` narrows by a field that the filter calls so too. */
export const facetFields: readonly FacetField[] = ["status", "model", "deployment", "tags", "origin", "finishReason", "errorCode", "user"];
const Remembered = z.object({ isOpen: z.boolean().nullable().catch(null), closed: z.array(z.string()).max(50).catch(["origin", "finishReason", "errorCode", "user"]) });
const key = "interactionFacets";
const quietMs = 250;

type FacetsState = z.infer<typeof Remembered> & {
  /** By field; a field that is not there is not counted (yet). */
  facets: Partial<Record<FacetField, Facet>>;
  /** The interactions that were counted; not whole: only the newest. */
  counted: number;
  isWhole: boolean;
  isCounting: boolean;
  failure: Failure | null;
  follow(): () => void;
  /** Counts what a query finds, once it rests. */
  count(query: ListQuery): void;
  toggleField(field: FacetField): void;
  setOpen(isOpen: boolean): void;
};

/** How often the values of each field occur in the list. A field that the filter narrows is counted as if it did not, so that its other values stay in sight. */
export function createFacetsStore({ api, watch }: Parts) {
  let quiet: ReturnType<typeof setTimeout> | undefined;
  let asked = new AbortController();
  let remember: ReturnType<typeof setTimeout> | undefined;
  return create<FacetsState>()((set, get) => {
    let latest: ListQuery | null = null;

    async function read(query: ListQuery): Promise<void> {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      const open = facetFields.filter((field) => !get().closed.includes(field));
      const narrowed = open.filter((field) => facetValues(query.filter, field).length > 0);
      const asks: { fields: FacetField[]; filter: string }[] = narrowed.map((field) => ({ fields: [field], filter: withoutField(query.filter, field) }));
      asks.push({ fields: open.filter((field) => !narrowed.includes(field)), filter: query.filter });
      set({ isCounting: true });
      try {
        for (const { fields, filter } of asks) {
          if (fields.length === 0) continue;
          const { facets, counted, isWhole } = await api.interactions.facets({ ...askOf({ ...query, filter }), fields }, signal);
          if (signal.aborted) return;
          set({ facets: { ...get().facets, ...Object.fromEntries(facets.map((facet) => [facet.field, facet])) }, counted, isWhole, failure: null });
        }
        set({ isCounting: false });
      } catch (error) {
        if (!signal.aborted) set({ failure: toFailure(error), isCounting: false });
      }
    }
    const change = (next: Partial<z.infer<typeof Remembered>>) => {
      set(next);
      clearTimeout(remember);
      remember = setTimeout(() => void api.settings.remember({ key, value: { isOpen: get().isOpen, closed: get().closed } }).catch(() => {}), quietMs);
    };

    return {
      ...Remembered.parse({}),
      facets: {},
      counted: 0,
      isWhole: true,
      isCounting: false,
      failure: null,
      follow: () =>
        watch(
          async function* (api, signal) {
            yield (await api.settings.recall({ key }, signal)).value;
          },
          (value) => set(Remembered.safeParse(value).data ?? {}),
        ),
      count(query) {
        latest = query;
        clearTimeout(quiet);
        quiet = setTimeout(() => void read(query), quietMs);
      },
      toggleField(field) {
        const { closed } = get();
        change({ closed: closed.includes(field) ? closed.filter((each) => each !== field) : [...closed, field] });
        if (latest && !get().closed.includes(field)) get().count(latest);
      },
      setOpen: (isOpen) => change({ isOpen }),
    };
  });
}

function withoutField(filter: string, field: string): string {
  const parts = filterParts(filter) ?? [];
  const isIt = (part: (typeof parts)[number]) =>
    (part.kind === "compare" && part.comparison === "=" && targetText(part.target) === field) || (part.kind === "in" && targetText(part.target) === field) || (part.kind === "not" && part.part.kind === "has" && targetText(part.part.target) === field);
  return joinParts(parts.filter((part) => !isIt(part)));
}

export const useFacets = createFacetsStore({ api, watch });
