import type { RefObject } from "react";
import type { Model } from "../../../shared/schemas/model.ts";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import { FilterField } from "../../components/Field.tsx";
import { KeyBar } from "../../components/Kbd.tsx";
import { FailureNotice } from "../../components/Notice.tsx";
import { SortHead } from "../../components/SortHead.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { formatBytes, formatNoun } from "../../format.ts";
import { focusSelectedRow } from "./focusSelectedRow.ts";
import { useQueryValue } from "../../router.ts";
import { ImportLine } from "./ImportLine.tsx";
import type { Family } from "./library.ts";
import { ModelRow } from "./ModelRow.tsx";
import { useModels } from "./modelsStore.ts";
import { RefusedFiles } from "./RefusedFiles.tsx";
import { useRoom } from "./useRoom.ts";
import type { Marks } from "./useMarks.ts";

type ModelListProps = { groups: Family[]; selected: Model | undefined; marks: Marks; text: string; onText(text: string): void; onChoose(id: string): void; onPick(): void; filter: RefObject<HTMLInputElement | null> };

export function ModelList({ groups, selected, marks, text, onText, onChoose, onPick, filter }: ModelListProps) {
  const models = useModels((state) => state.models);
  const failure = useModels((state) => state.failure);
  const room = useRoom();
  const [sort, setSort] = useQueryValue("sort");
  return (
    <section className="pane" aria-label="Model families">
      <div className="filterbar">
        <FilterField ref={filter} label="Filter" placeholder="Filter by name, quantization, hash" value={text} onChange={onText} onLeave={focusSelectedRow} />
        <span className="spacer" />
        {text && models && <span className="small faint tabular">{formatNoun(groups.reduce((sum, group) => sum + group.models.length, 0), "file")} of {models.length}</span>}
      </div>
      <div className="table-scroll" role="group" aria-label="Models">
        {failure && <FailureNotice title="The library could not be read" failure={failure} />}
        <RefusedFiles />
        <table className="table models-table" aria-busy={models === null}>
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
              <tr className="family">
                <th scope="rowgroup" colSpan={5}>
                  <b>{group.name}</b>
                  <span className="faint">{group.facts}</span>
                </th>
              </tr>
              {group.models.map((model) => (
                <ModelRow key={model.id} model={model} isSelected={model.id === selected?.id} isMarked={marks.has(model.id)} onChoose={onChoose} onMark={marks.toggle} />
              ))}
            </tbody>
          ))}
        </table>
        {models?.length === 0 && (
          <EmptyState icon="models" title="No models yet" body="A model is one GGUF file. Import one, and it can answer in the Playground.">
            <Button kind="primary" icon="upload" onClick={onPick}>
              Import GGUF
            </Button>
          </EmptyState>
        )}
        {models !== null && models.length > 0 && groups.length === 0 && (
          <EmptyState icon="search" title="No model matches" body={`None of ${formatNoun(models.length, "file")} has “${text}” in its name, quantization or hash.`}>
            <Button onClick={() => onText("")}>Clear the filter</Button>
          </EmptyState>
        )}
        <ImportLine onImported={onChoose} />
      </div>
      <KeyBar keys={[{ keys: ["ArrowUp", "ArrowDown"], label: "move" }, { keys: ["Enter"], label: "open" }, { keys: ["L"], label: "load" }, { keys: ["P"], label: "chat" }, { keys: ["X"], label: "mark" }, { keys: ["C"], label: "compare marked" }, { keys: ["?"], label: "all keys" }]} />
    </section>
  );
}
