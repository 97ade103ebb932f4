import type { RefObject } from "react";
import type { Status } from "../../../../shared/schemas/chat.ts";
import { Button } from "../../../components/Button.tsx";
import { classes } from "../../../components/classes.ts";
import { FilterField } from "../../../components/Field.tsx";
import { Icon } from "../../../components/Icon.tsx";
import { Menu } from "../../../components/Menu.tsx";
import { FilterExpression } from "./FilterExpression.tsx";
import { focusList } from "./focusList.ts";
import { useInteractions } from "./interactionsStore.ts";

const statuses: readonly Status[] = ["ok", "failed", "cancelled", "interrupted", "running"];
const examples = [
  { label: "Slow first token", filter: "timings.firstTokenMs > 1000" },
  { label: "Cut off at max tokens or context", filter: "finishReason in (length, context)" },
  { label: "Without replays and comparisons", filter: "not origin in (replay, compare)" },
  { label: "Only replays", filter: "has replayOf" },
  { label: "Long prompts", filter: "usage.promptTokens > 1000" },
  { label: "Model crashed or was killed", filter: "status = failed and error : crashed" },
];

/** What the list shows: words, statuses, an expression. */
export function FilterBar({ search, expression }: { search: RefObject<HTMLInputElement | null>; expression: RefObject<HTMLInputElement | null> }) {
  const query = useInteractions((state) => state.query);
  const { change } = useInteractions.getState();
  const toggle = (status: Status) => change({ status: query.status.includes(status) ? query.status.filter((each) => each !== status) : [...query.status, status] });
  return (
    <div className="filterbar">
      <FilterField ref={search} label="Search" placeholder="Search words, or an id" value={query.text} onChange={(text) => change({ text })} onLeave={focusList} />
      <div className="sentence status-chips" role="group" aria-label="Status">
        {statuses.map((status) => (
          <button key={status} type="button" className={classes("chip", query.status.includes(status) && "is-active")} aria-pressed={query.status.includes(status)} onClick={() => toggle(status)}>
            {status}
            {query.status.includes(status) && <Icon name="close" />}
          </button>
        ))}
      </div>
      <FilterExpression value={query.filter} onChange={(filter) => change({ filter })} field={expression} />
      <Menu actions={examples.map(({ label, filter }) => ({ label, run: () => change({ filter }) }))}>
        <Button small kind="ghost" icon="down">
          Examples
        </Button>
      </Menu>
    </div>
  );
}
