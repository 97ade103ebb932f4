import type { CSSProperties } from "react";
import type { FacetField } from "../../../../../shared/schemas/finding.ts";
import { Icon } from "../../../../components/Icon.tsx";
import { Bone } from "../../../../components/Skeleton.tsx";
import { Who } from "../../../../components/Swatch.tsx";
import { formatCount, formatNoun } from "../../../../format.ts";
import { facetValues, toggleFacet } from "../filter/facetFilter.ts";
import { useInteractions } from "../interactionsStore.ts";
import { useFacets } from "./facetsStore.ts";

const titles: Record<FacetField, string> = { status: "Status", model: "Model", deployment: "Deployment", origin: "Origin", user: "User", tags: "Tag", finishReason: "Finish reason", errorCode: "Error" };
const shownValues = 8;

/** One field: its values with a bar each for how much of the list they are. */
export function FacetSection({ field }: { field: FacetField }) {
  const facet = useFacets((state) => state.facets[field]);
  const isClosed = useFacets((state) => state.closed.includes(field));
  const filter = useInteractions((state) => state.query.filter);
  const picked = facetValues(filter, field);
  const values = facet?.values ?? [];
  const shown = [...values.slice(0, shownValues), ...values.slice(shownValues).filter(({ value }) => picked.includes(value))];
  // A value that the filter asks for and no row has stays in sight, to be let go of.
  const missing = facet ? picked.filter((value) => !values.some((each) => each.value === value)).map((value) => ({ value, count: 0 })) : [];
  const whole = values.reduce((sum, { count }) => sum + count, 0);
  const hidden = (facet?.more ?? 0) + values.length - shown.length;
  if (facet && whole === 0 && missing.length === 0 && !isClosed) return null;
  return (
    <section className="facet">
      <h2>
        <button type="button" aria-expanded={!isClosed} onClick={() => useFacets.getState().toggleField(field)}>
          <Icon name={isClosed ? "right" : "down"} small />
          {titles[field]}
          {picked.length > 0 && isClosed && <span className="faint">{formatCount(picked.length)}</span>}
        </button>
      </h2>
      {!isClosed && (
        <ul>
          {!facet && ["72%", "48%", "36%"].map((width) => <li key={width} className="facet-bone"><Bone width={width} /></li>)}
          {[...shown, ...missing].map(({ value, count }) => (
            <li key={value ?? " "}>
              <button
                type="button"
                className="facet-value"
                aria-pressed={picked.includes(value)}
                style={{ "--w": `${whole === 0 ? 0 : (count / whole) * 100}%` } as CSSProperties}
                title={value ?? `without ${titles[field].toLowerCase()}`}
                onClick={() => useInteractions.getState().change({ filter: toggleFacet(filter, field, value) })}
              >
                <span className="facet-name">{value === null ? <span className="faint">none</span> : field === "model" || field === "deployment" ? <Who name={value} /> : value}</span>
                <span className="num">{formatCount(count)}</span>
              </button>
            </li>
          ))}
          {hidden > 0 && <li className="faint small facet-more">{formatNoun(hidden, "more value")}</li>}
        </ul>
      )}
    </section>
  );
}
