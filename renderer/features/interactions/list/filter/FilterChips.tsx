import { Fragment } from "react";
import type { Filter } from "../../../../../shared/filter/parseFilter.ts";
import { Button } from "../../../../components/Button.tsx";
import { Icon } from "../../../../components/Icon.tsx";
import { useInteractions } from "../interactionsStore.ts";
import { filterParts, joinParts, printFilter, targetText } from "./filterParts.ts";
import { partWords } from "./filterWords.ts";
import { SpanMenu } from "./SpanMenu.tsx";

const isTime = (part: Filter) => part.kind === "compare" && targetText(part.target) === "createdAt";

/** The filter as a sentence: From the last 7 days where status is failed and … */
export function FilterChips({ onEdit, onAdd }: { onEdit(): void; onAdd(): void }) {
  const filter = useInteractions((state) => state.query.filter);
  const { change } = useInteractions.getState();
  const parts = filterParts(filter) ?? [];
  const shown = parts.flatMap((part, at) => (isTime(part) ? [] : [{ part, at }]));
  return (
    <div className="sentence" role="group" aria-label="Filter">
      <SpanMenu />
      {shown.map(({ part, at }, index) => {
        const { lead, value } = partWords(part);
        const text = printFilter(part);
        return (
          <Fragment key={text}>
            <span>{index === 0 ? "where" : "and"}</span>
            <span className="chip is-active filter-chip">
              <button type="button" className="chip-words" title={`${text} (click to edit)`} onClick={onEdit}>
                {lead} <b>{value}</b>
              </button>
              <button type="button" className="chip-close" aria-label={`Without “${text}”`} onClick={() => change({ filter: joinParts(parts.toSpliced(at, 1)) })}>
                <Icon name="close" />
              </button>
            </span>
          </Fragment>
        );
      })}
      <Button small kind="ghost" icon="plus" onClick={onAdd}>
        Add filter
      </Button>
    </div>
  );
}
