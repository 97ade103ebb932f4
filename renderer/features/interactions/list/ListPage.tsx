import { useEffect, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { Button } from "../../../components/Button.tsx";
import { copyText } from "../../../components/CopyButton.tsx";
import { KeyBar } from "../../../components/Kbd.tsx";
import { Page } from "../../../components/Page.tsx";
import { SplitPane } from "../../../components/SplitPane.tsx";
import { formatCount } from "../../../format.ts";
import { DropTarget } from "../../models/add/DropTarget.tsx";
import { useExport } from "../../transfer/export/exportStore.ts";
import { importDropped } from "../../transfer/import/importDropped.ts";
import { useImport } from "../../transfer/import/importStore.ts";
import { useSetupAddress } from "../../playground/useSetupAddress.ts";
import { FacetsPanel } from "./facets/FacetsPanel.tsx";
import { useFacets } from "./facets/facetsStore.ts";
import { FilterBar } from "./filter/FilterBar.tsx";
import { Inspector } from "./Inspector.tsx";
import { listPlace, useInteractions } from "./interactionsStore.ts";
import { ListPane } from "./ListPane.tsx";
import { askOf, isEverything } from "./listQuery.ts";
import { loadedRows, rowCount } from "./rowWindow.ts";
import { ColumnsMenu } from "./table/ColumnsMenu.tsx";
import { useColumns } from "./table/columnsStore.ts";
import { tableText } from "./tableText.ts";
import { useListKeys } from "./useListKeys.ts";
import { useIsWide } from "./useIsWide.ts";

const address = {
  open: (query: URLSearchParams) => useInteractions.getState().open(query),
  write: () => listPlace(useInteractions.getState()),
  subscribe: (listener: () => void) =>
    useInteractions.subscribe((state, before) => {
      if (state.query !== before.query || state.selected !== before.selected || state.isPeeking !== before.isPeeking || state.isPaused !== before.isPaused) listener();
    }),
};

/** Every recorded interaction, newest first, as they come. */
export function ListPage() {
  useSetupAddress("/interactions", address);
  useEffect(() => useInteractions.getState().follow(), []);
  useEffect(() => useColumns.getState().follow(), []);
  useEffect(() => useFacets.getState().follow(), []);
  const { rows, counts, query, selected, isPeeking } = useInteractions(useShallow(({ rows, counts, query, selected, isPeeking }) => ({ rows, counts, query, selected, isPeeking })));
  const { refresh, select } = useInteractions.getState();
  const search = useRef<HTMLInputElement>(null);
  const [isEditing, setEditing] = useState(false);
  const isWide = useIsWide();
  const isOpen = selected !== null && (isPeeking ?? isWide);
  const hasFacets = useFacets((state) => state.isOpen) ?? true;
  const showNew = () => {
    select(null);
    void refresh();
  };
  useListKeys({ search, isOpen, onEdit: () => setEditing(true), onFacets: () => useFacets.getState().setOpen(!hasFacets), showNew });

  // A log without anything has nothing to narrow.
  const isBlank = rows !== null && rowCount(rows) === 0 && isEverything(query);
  const list = <ListPane isEditing={isEditing} showNew={showNew} />;
  const narrowed = hasFacets && !isBlank ? <FacetsPanel /> : null;
  return (
    <Page
      name="interactions"
      title="Interactions"
      note={counts && (counts.matching === counts.total ? formatCount(counts.total) : `${formatCount(counts.matching)} of ${formatCount(counts.total)}`)}
      actions={
        <>
          <Button icon="copy" disabled={!rows || rowCount(rows) === 0} title="The rows that are in memory, with tabs between the columns" onClick={() => rows && void copyText(tableText(loadedRows(rows)), "table")}>
            Copy table
          </Button>
          <Button icon="upload" onClick={() => useImport.getState().open()}>
            Import…
          </Button>
          <Button icon="download" onClick={() => void useExport.getState().open(askOf(query))}>
            Export…
          </Button>
          <ColumnsMenu />
        </>
      }
    >
      <DropTarget onFiles={(files) => void importDropped(files)}>
        {!isBlank && <FilterBar search={search} isEditing={isEditing} onEditing={setEditing} />}
        <div className={narrowed ? "interactions-frame has-facets" : "interactions-frame"}>
          {narrowed}
          {isOpen && isWide ? (
            <SplitPane name="interactions" initial={432} min={320} max={900} className="interactions-split">
              {list}
              <Inspector id={selected} />
            </SplitPane>
          ) : (
            <>
              {list}
              {isOpen && <Inspector id={selected} isOver />}
            </>
          )}
        </div>
      </DropTarget>
      <KeyBar keys={[{ keys: ["ArrowUp", "ArrowDown"], label: "move" }, { keys: ["Enter"], label: "open" }, { keys: ["Space"], label: "peek" }, { keys: ["X"], label: "mark" }, { keys: ["R"], label: "replay" }, { keys: ["F"], label: "facets" }, { keys: ["V"], label: "views" }, { keys: ["L"], label: "hold still" }, { keys: ["?"], label: "all keys" }]} />
    </Page>
  );
}
