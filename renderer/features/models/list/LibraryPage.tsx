import { useRef } from "react";
import { Button } from "../../../components/Button.tsx";
import { Page } from "../../../components/Page.tsx";
import { SplitPane } from "../../../components/SplitPane.tsx";
import { formatBytes, formatNoun } from "../../../format.ts";
import { AddButton } from "../add/AddButton.tsx";
import { bringInDropped } from "../add/bringIn.ts";
import { DropTarget } from "../add/DropTarget.tsx";
import { PullDialog } from "../add/PullDialog.tsx";
import { ScanDialog } from "../add/ScanDialog.tsx";
import { RemoveDialog } from "../facts/RemoveDialog.tsx";
import { ModelInspector } from "../ModelInspector.tsx";
import { FamilyPane } from "./FamilyPane.tsx";
import { familyOfKey } from "./families.ts";
import { ModelList } from "./ModelList.tsx";
import { useLibraryKeys } from "./useLibraryKeys.ts";
import { useLibraryView } from "./useLibraryView.ts";
import { useMarks } from "./useMarks.ts";

/** Families and their versions at the left, everything about the selected one at the right. */
export function LibraryPage() {
  const view = useLibraryView();
  const marks = useMarks();
  const filter = useRef<HTMLInputElement>(null);
  const { compare } = useLibraryKeys(view, marks, filter);
  const { models, selected, selectedKey } = view;
  const family = view.groups.find(({ name }) => name === familyOfKey(selectedKey ?? null));
  const list = <ModelList view={view} marks={marks} filter={filter} />;
  return (
    <Page
      name="models"
      title="Models"
      note={models !== null && models.length > 0 && `${formatNoun(models.length, "file")}, ${formatBytes(models.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))}`}
      actions={
        <>
          {marks.size >= 2 && (
            <Button icon="compare" hotkey="c" onClick={compare}>
              Compare {marks.size}
            </Button>
          )}
          <AddButton isPrimary={models?.length !== 0} onChoose={view.choose} />
        </>
      }
    >
      <DropTarget onFiles={(files) => void bringInDropped(files, view.choose)}>
        {selected || family ? (
          <SplitPane name="models" initial={336} min={288} max={560} className="models-split">
            {list}
            {selected ? <ModelInspector key={selected.id} model={selected} /> : family && <FamilyPane family={family} onChoose={view.choose} />}
          </SplitPane>
        ) : (
          list
        )}
        <RemoveDialog />
        <ScanDialog />
        <PullDialog />
      </DropTarget>
    </Page>
  );
}
