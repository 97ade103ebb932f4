import { useEffect, useRef } from "react";
import type { Model } from "../../../../shared/schemas/model.ts";
import { CopyButton } from "../../../components/CopyButton.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { FilterField } from "../../../components/Field.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { SkeletonRows } from "../../../components/Skeleton.tsx";
import { Button } from "../../../components/Button.tsx";
import { formatBytes, formatNoun } from "../../../format.ts";
import { usePageKeys } from "../../../pageKeys.ts";
import { useQueryValue } from "../../../router.ts";
import { shownTensors, tensorTable } from "./tensorRows.ts";
import { TensorTable } from "./TensorTable.tsx";
import { TypeSummary } from "./TypeSummary.tsx";
import { useTensors } from "./tensorsStore.ts";

/** Every tensor of a model's file: how it is quantized, what it weighs, and what the types come to. */
export function TensorsView({ model }: { model: Model }) {
  const tensors = useTensors((state) => (state.path === model.location ? state.tensors : null));
  const [text, setText] = useQueryValue("text");
  const [sort, setSort] = useQueryValue("sort");
  const filter = useRef<HTMLInputElement>(null);
  useEffect(() => void useTensors.getState().open(model), [model]);
  usePageKeys([{ key: "/", label: "Filter the tensors", icon: "search", run: () => filter.current?.focus() }]);
  if (tensors?.state === "failed") return <FailureNotice title="The tensors could not be read" failure={tensors.failure} />;
  const rows = tensors?.state === "read" ? tensors.rows : null;
  const shown = rows && shownTensors(rows, text ?? "", sort);
  return (
    <section className="pane tensors-view" aria-label="Tensors of the file">
      {rows && <TypeSummary rows={rows} chosen={text ?? ""} onChoose={(type) => setText(type || null)} />}
      <div className="filterbar">
        <FilterField ref={filter} label="Filter the tensors" placeholder="Filter by name, type, shape" value={text ?? ""} onChange={(next) => setText(next || null)} onLeave={() => document.querySelector<HTMLElement>(".tensor-scroll")?.focus()} />
        <span className="spacer" />
        {rows && shown && (
          <span className="small faint tabular">
            {text ? `${shown.length} of ${formatNoun(rows.length, "tensor")}` : formatNoun(rows.length, "tensor")}, {formatBytes(shown.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))}
          </span>
        )}
        {shown && <CopyButton text={() => tensorTable(shown)} what="table of tensors" />}
      </div>
      {!shown && (
        <table className="table" aria-busy="true">
          <tbody>
            <SkeletonRows rows={12} widths={["40%", "48px", "96px", "40px", "64px"]} />
          </tbody>
        </table>
      )}
      {shown && shown.length > 0 && <TensorTable rows={shown} sort={sort} onSort={setSort} />}
      {shown?.length === 0 && (
        <EmptyState icon="search" title="No tensor matches" body={`None of ${formatNoun(rows!.length, "tensor")} has “${text}” in its name, type or shape.`}>
          <Button onClick={() => setText(null)}>Clear the filter</Button>
        </EmptyState>
      )}
    </section>
  );
}
