import { useEffect, type KeyboardEvent } from "react";
import { useShallow } from "zustand/react/shallow";
import { formatCount } from "../../../../format.ts";
import { useInteractions } from "../interactionsStore.ts";
import { FacetSection } from "./FacetSection.tsx";
import { facetFields, useFacets } from "./facetsStore.ts";

/** What the list is made of, by field; a click on a value narrows the list to it. */
export function FacetsPanel() {
  const query = useInteractions((state) => state.query);
  // Counts follow the log too, not more often than it is counted itself.
  const matching = useInteractions((state) => state.counts?.matching);
  useEffect(() => useFacets.getState().count(query), [query, matching]);
  const { counted, isWhole, failure, isCounting } = useFacets(useShallow(({ counted, isWhole, failure, isCounting }) => ({ counted, isWhole, failure, isCounting })));
  return (
    <aside className="pane facets" aria-label="Facets" aria-busy={isCounting} tabIndex={0} onKeyDown={onArrows}>
      {failure && failure.code !== "bad-filter" && <p className="faint small facet-note">The counts could not be read. {failure.message}</p>}
      {!isWhole && <p className="faint small facet-note">Counts of the newest {formatCount(counted)} that match</p>}
      {facetFields.map((field) => (
        <FacetSection key={field} field={field} />
      ))}
    </aside>
  );
}

/** Arrow keys go through all buttons of the panel. */
function onArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  event.preventDefault();
  buttons[at < 0 ? 0 : Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
}
