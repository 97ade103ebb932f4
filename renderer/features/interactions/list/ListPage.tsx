import { useEffect, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import { Button } from "../../../components/Button.tsx";
import { copyText } from "../../../components/CopyButton.tsx";
import { KeyBar } from "../../../components/Kbd.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { Page } from "../../../components/Page.tsx";
import { SplitPane } from "../../../components/SplitPane.tsx";
import { formatCount } from "../../../format.ts";
import { useSetupAddress } from "../../playground/useSetupAddress.ts";
import { EmptyList } from "./EmptyList.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { Inspector } from "./Inspector.tsx";
import { compareInteractions } from "../interactionActions.ts";
import { InteractionTable } from "./InteractionTable.tsx";
import { listPlace, useInteractions } from "./interactionsStore.ts";
import { loadedRows, rowCount } from "./rowWindow.ts";
import { tableText } from "./tableText.ts";
import { useListKeys } from "./useListKeys.ts";
import { useIsWide } from "./useIsWide.ts";

const address = {
  open: (query: URLSearchParams) => useInteractions.getState().open(query),
  write: () => listPlace(useInteractions.getState()),
  subscribe: (listener: () => void) =>
    useInteractions.subscribe((state, before) => {
      if (state.query !== before.query || state.selected !== before.selected || state.isPeeking !== before.isPeeking) listener();
    }),
};

/** Every recorded interaction, newest first, as they come. */
export function ListPage() {
  useSetupAddress("/interactions", address);
  useEffect(() => useInteractions.getState().follow(), []);
  const { rows, failure, counts, waiting, selected, isPeeking, marked } = useInteractions(useShallow(({ rows, failure, counts, waiting, selected, isPeeking, marked }) => ({ rows, failure, counts, waiting, selected, isPeeking, marked })));
  const { refresh, select, clearMarks } = useInteractions.getState();
  const search = useRef<HTMLInputElement>(null);
  const expression = useRef<HTMLInputElement>(null);
  const isWide = useIsWide();
  const isOpen = selected !== null && (isPeeking ?? isWide);
  const showNew = () => {
    select(null);
    document.querySelector(".interactions-scroll")?.scrollTo({ top: 0 });
    void refresh();
  };
  useListKeys({ search, expression, isOpen, showNew });

  const isEmpty = rows !== null && rowCount(rows) === 0;
  const list = (
    <section className="pane interactions-list" aria-label="Interactions">
      <FilterBar search={search} expression={expression} />
      {failure && (
        <FailureNotice title={failure.code === "bad-filter" ? "The filter is not understood" : "The interactions could not be read"} failure={failure}>
          <Button small onClick={() => void refresh()}>
            Try again
          </Button>
        </FailureNotice>
      )}
      {waiting.size > 0 && (
        <Button small icon="up" className="new-rows" hotkey="n" onClick={showNew}>
          {formatCount(waiting.size)} new
        </Button>
      )}
      {isEmpty ? <EmptyList /> : !(failure && rows === null) && <InteractionTable rows={rows} />}
      <KeyBar keys={[{ keys: ["ArrowUp", "ArrowDown"], label: "move" }, { keys: ["Enter"], label: "open" }, { keys: ["Space"], label: "peek" }, { keys: ["X"], label: "mark" }, { keys: ["C"], label: "compare marked" }, { keys: ["R"], label: "replay" }, { keys: ["P"], label: "playground" }, { keys: ["?"], label: "all keys" }]} />
    </section>
  );
  return (
    <Page
      name="interactions"
      title="Interactions"
      note={counts && (counts.matching === counts.total ? formatCount(counts.total) : `${formatCount(counts.matching)} of ${formatCount(counts.total)}`)}
      actions={
        <>
          {marked.size > 0 && (
            <>
              <Button icon="compare" hotkey="c" onClick={() => compareInteractions(marked)}>
                Compare {formatCount(marked.size)}
              </Button>
              <Button kind="ghost" icon="close" aria-label="Unmark all" onClick={clearMarks} />
            </>
          )}
          <Button icon="copy" disabled={isEmpty || rows === null} title="The rows that are in memory, with tabs between the columns" onClick={() => rows && void copyText(tableText(loadedRows(rows)), "table")}>
            Copy table
          </Button>
        </>
      }
    >
      {isOpen && isWide ? (
        <SplitPane name="interactions" initial={432} min={320} max={900} className="interactions-split">
          {list}
          <Inspector id={selected} />
        </SplitPane>
      ) : (
        <div className="interactions-frame">
          {list}
          {isOpen && <Inspector id={selected} isOver />}
        </div>
      )}
    </Page>
  );
}
