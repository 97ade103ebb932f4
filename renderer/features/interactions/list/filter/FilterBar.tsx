import { useState, type RefObject } from "react";
import { Button } from "../../../../components/Button.tsx";
import { FilterField } from "../../../../components/Field.tsx";
import { focusList } from "../focusList.ts";
import { useInteractions } from "../interactionsStore.ts";
import { ViewsMenu } from "../views/ViewsMenu.tsx";
import { FilterChips } from "./FilterChips.tsx";
import { FilterExpression } from "./FilterExpression.tsx";
import { filterParts, withPart } from "./filterParts.ts";
import { WordsOptions } from "./WordsOptions.tsx";

type FilterBarProps = { search: RefObject<HTMLInputElement | null>; /** The filter is being edited as text. */ isEditing: boolean; onEditing(isEditing: boolean): void };

/** What the list shows: words, a span of time, an expression, or a saved view of all of it. */
export function FilterBar({ search, isEditing, onEditing }: FilterBarProps) {
  const query = useInteractions((state) => state.query);
  const { change } = useInteractions.getState();
  const [isAdding, setAdding] = useState(false);
  const isText = isEditing || filterParts(query.filter) === null;
  const edit = (adding: boolean) => {
    setAdding(adding);
    onEditing(true);
  };
  return (
    <div className="filterbar">
      <FilterField ref={search} label="Search" placeholder="Search words, or an id" value={query.text} onChange={(text) => change({ text })} onLeave={focusList} />
      {query.text.trim() !== "" && <WordsOptions />}
      {isText ? (
        <FilterExpression value={query.filter} begin={isAdding && query.filter.trim() !== "" ? `${withPart(query.filter, "")}` : query.filter} onChange={(filter) => change({ filter })} onLeave={() => onEditing(false)} />
      ) : (
        <FilterChips onEdit={() => edit(false)} onAdd={() => edit(true)} />
      )}
      <div className="filter-tools">
        {!isText && (
          <Button small kind="ghost" hotkey="e" onClick={() => edit(false)}>
            Edit as text
          </Button>
        )}
        <ViewsMenu />
      </div>
    </div>
  );
}
