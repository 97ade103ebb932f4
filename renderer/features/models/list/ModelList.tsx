import type { RefObject } from "react";
import { Button } from "../../../components/Button.tsx";
import { FilterField } from "../../../components/Field.tsx";
import { KeyBar } from "../../../components/Kbd.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { SkeletonRows } from "../../../components/Skeleton.tsx";
import { SortHead } from "../../../components/SortHead.tsx";
import { formatBytes, formatNoun } from "../../../format.ts";
import { ImportLine } from "../add/ImportLine.tsx";
import { RefusedFiles } from "../add/RefusedFiles.tsx";
import { UnfinishedPulls } from "../add/UnfinishedPulls.tsx";
import { useRoom } from "../fit/useRoom.ts";
import { useModels } from "../modelsStore.ts";
import { familyKey } from "./families.ts";
import { FamilyRow } from "./FamilyRow.tsx";
import { focusSelectedRow } from "./focusSelectedRow.ts";
import { ModelRow } from "./ModelRow.tsx";
import { NoModels } from "./NoModels.tsx";
import type { LibraryView } from "./useLibraryView.ts";
import type { Marks } from "./useMarks.ts";

const keys = [{ keys: ["ArrowUp", "ArrowDown"], label: "move" }, { keys: ["Enter"], label: "open" }, { keys: ["L"], label: "load" }, { keys: ["P"], label: "chat" }, { keys: ["B"], label: "benchmark" }, { keys: ["X"], label: "mark" }, { keys: ["?"], label: "all keys" }];

/** The families and their models, one a row. */
export function ModelList({ view, marks, filter }: { view: LibraryView; marks: Marks; filter: RefObject<HTMLInputElement | null> }) {
  const failure = useModels((state) => state.failure);
  const room = useRoom();
  const { models, groups, closed, selectedKey, choose, text, setText, sort, setSort } = view;
  return (
    <section className="pane" aria-label="Model families">
      <div className="filterbar">
        <FilterField ref={filter} label="Filter" placeholder="Filter by name, quantization, hash" value={text} onChange={setText} onLeave={focusSelectedRow} />
        {view.retiredCount > 0 && (
          <Button small kind="ghost" aria-pressed={view.isRetiredShown} onClick={() => view.showRetired(!view.isRetiredShown)}>
            {view.isRetiredShown ? "Hide the retired" : `${view.retiredCount} retired`}
          </Button>
        )}
        <span className="spacer" />
        {text && models && <span className="small faint tabular">{formatNoun(view.shown.length, "file")} of {models.length}</span>}
      </div>
      <div className="table-scroll" role="group" aria-label="Models">
        {failure && <FailureNotice title="The library could not be read" failure={failure} />}
        <RefusedFiles />
        <UnfinishedPulls />
        <table className="table models-table" role="treegrid" aria-label="Models" aria-busy={models === null}>
          <thead>
            <tr>
              <SortHead label="Version" by="version" sort={sort} onSort={setSort} />
              <SortHead label="Quantization" by="quantization" sort={sort} onSort={setSort} />
              <SortHead label="Size" by="size" sort={sort} onSort={setSort} num />
              <SortHead label="tok/s" by="speed" sort={sort} onSort={setSort} num />
              <th scope="col">{room ? `Fit in memory, ${formatBytes(room.totalBytes - room.usedBytes)} of ${formatBytes(room.totalBytes)} free` : "Fit in memory"}</th>
            </tr>
          </thead>
          {models === null && !failure && (
            <tbody>
              <SkeletonRows rows={6} widths={["96px", "56px", "48px", "40px", "100%"]} />
            </tbody>
          )}
          {groups.map((group) => (
            <tbody key={group.name}>
              <FamilyRow family={group} isOpen={!closed.has(group.name)} isSelected={selectedKey === familyKey(group.name)} onChoose={choose} onToggle={() => view.toggleFamily(group.name)} />
              {!closed.has(group.name) && group.entries.map((entry) => <ModelRow key={entry.model.id} entry={entry} isSelected={entry.model.id === selectedKey} isMarked={marks.has(entry.model.id)} onChoose={choose} onMark={marks.toggle} />)}
            </tbody>
          ))}
        </table>
        {models !== null && groups.length === 0 && <NoModels view={view} count={models.length} />}
        <ImportLine onImported={choose} />
      </div>
      <KeyBar keys={keys} />
    </section>
  );
}
