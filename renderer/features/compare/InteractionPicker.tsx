import { useEffect, useRef } from "react";
import type { InteractionSummary } from "../../../shared/schemas/interaction.ts";
import { EmptyState } from "../../components/EmptyState.tsx";
import { FilterField } from "../../components/Field.tsx";
import { KeyBar } from "../../components/Kbd.tsx";
import { FailureNotice } from "../../components/Notice.tsx";
import { SkeletonRows } from "../../components/Skeleton.tsx";
import { StatusMark } from "../../components/StatusMark.tsx";
import { Who } from "../../components/Swatch.tsx";
import { Time } from "../../components/Time.tsx";
import { formatNoun } from "../../format.ts";
import { usePageKeys } from "../../pageKeys.ts";
import { useCompareSetup } from "./compareSetupStore.ts";
import { useRowFocus } from "./useRowFocus.ts";

/** Recorded interactions to choose from, newest first. */
export function InteractionPicker() {
  const { recent, recentFailure, search, chosen, find, toggle } = useCompareSetup();
  const filter = useRef<HTMLInputElement>(null);
  useEffect(() => void useCompareSetup.getState().find(useCompareSetup.getState().search), []);
  const list = useRef<HTMLDivElement>(null);
  useRowFocus(list, "tbody input", "interaction");
  const isBox = (element: Element | null) => element instanceof HTMLInputElement && element.type === "checkbox";
  usePageKeys([
    { key: "/", label: "Search interactions", icon: "search", run: () => filter.current?.focus() },
    { key: "x", label: "Choose the interaction", run: () => isBox(document.activeElement) && (document.activeElement as HTMLInputElement).click(), isListed: false },
  ]);
  const unseen = chosen.filter((id) => !recent?.some((each) => each.id === id)).length;
  return (
    <>
      <div className="filterbar">
        <FilterField ref={filter} label="Search" placeholder="Search words, or an id" value={search} onChange={(text) => void find(text)} />
        <span className="spacer" />
        <span className="faint small tabular" role="status">
          {formatNoun(chosen.length, "interaction")} chosen{unseen > 0 && recent ? `, ${unseen} of them not in this list` : ""}
        </span>
      </div>
      <div className="table-scroll" ref={list}>
        {recentFailure && <FailureNotice title="The interactions could not be read" failure={recentFailure} />}
        <table className="table picker-table">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Chosen</span>
              </th>
              <th scope="col">Time</th>
              <th scope="col">Input</th>
              <th scope="col">Model</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {recent === null && !recentFailure && <SkeletonRows rows={8} widths={["14px", "120px", "80%", "120px", "48px"]} />}
            {recent?.map((each) => <PickerRow key={each.id} interaction={each} isChosen={chosen.includes(each.id)} onToggle={toggle} />)}
          </tbody>
        </table>
        {recent?.length === 0 && <EmptyState icon="interactions" title={search ? "No interaction has these words" : "Nothing is recorded yet"} body={search ? "Other words, or the start of an id, may find it." : "What a model answers in the Playground can be asked again here, of several models at once."} />}
      </div>
      <KeyBar keys={[{ keys: ["J", "K"], label: "move" }, { keys: ["X"], label: "choose" }, { keys: ["/"], label: "search" }, { keys: ["mod+Enter"], label: "compare" }]} />
    </>
  );
}

function PickerRow({ interaction, isChosen, onToggle }: { interaction: InteractionSummary; isChosen: boolean; onToggle(id: string): void }) {
  const { id, createdAt, input, model, status } = interaction;
  return (
    <tr aria-selected={isChosen} onClick={() => onToggle(id)}>
      <td>
        <input type="checkbox" checked={isChosen} aria-label={`Choose ${id}`} onChange={() => onToggle(id)} onClick={(event) => event.stopPropagation()} />
      </td>
      <td>
        <Time at={createdAt} />
      </td>
      <td className="fill" title={input}>
        {input}
      </td>
      <td>{model && <Who name={model} />}</td>
      <td>
        <StatusMark status={status} />
      </td>
    </tr>
  );
}
