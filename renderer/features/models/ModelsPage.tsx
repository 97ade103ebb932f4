import { useRef } from "react";
import { Button } from "../../components/Button.tsx";
import { copyText } from "../../components/CopyButton.tsx";
import { Page } from "../../components/Page.tsx";
import { SplitPane } from "../../components/SplitPane.tsx";
import { formatBytes, formatNoun } from "../../format.ts";
import { usePageKeys } from "../../pageKeys.ts";
import { go, useQueryValue } from "../../router.ts";
import { bringInDropped, pickAndBringIn } from "./bringIn.ts";
import { DropTarget } from "./DropTarget.tsx";
import { asTable, chatPlace, families, isUp, isUsable, matches, neighbour } from "./library.ts";
import { ModelInspector } from "./ModelInspector.tsx";
import { ModelList } from "./ModelList.tsx";
import { useModels } from "./modelsStore.ts";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { takeOut } from "./takeOut.ts";
import { useMarks } from "./useMarks.ts";

/** The library: families and their versions at the left, everything about one model at the right. */
export function ModelsPage() {
  const models = useModels((state) => state.models);
  const removed = useModels((state) => state.removed);
  const [chosen, choose] = useQueryValue("model");
  const [text, setText] = useQueryValue("text");
  const [sort] = useQueryValue("sort");
  const marks = useMarks();
  const filter = useRef<HTMLInputElement>(null);
  const inspector = useRef<HTMLElement>(null);
  const groups = families((models ?? []).filter((model) => matches(model, text ?? "")), sort ?? undefined);
  const shown = groups.flatMap((group) => group.models);
  const selected = shown.find((model) => model.id === chosen) ?? shown[0];
  const { load, unload } = useModels.getState();

  const move = (step: 1 | -1) => choose(neighbour(shown, selected?.id, step)?.id ?? null);
  const pick = () => void pickAndBringIn(choose);
  const compare = () => {
    const names = (models ?? []).filter((model) => marks.has(model.id)).map((model) => model.name);
    if (names.length >= 2) go(`/compare?${new URLSearchParams(names.map((name) => ["target", name]))}`);
  };
  usePageKeys([
    { key: "ArrowDown", label: "Next model", run: () => move(1), isListed: false },
    { key: "ArrowUp", label: "Previous model", run: () => move(-1), isListed: false },
    { key: "j", label: "Next model", run: () => move(1), isListed: false },
    { key: "k", label: "Previous model", run: () => move(-1), isListed: false },
    { key: "Enter", label: "Go to the model's facts", run: () => inspector.current?.focus(), isListed: false },
    { key: "i", label: "Import GGUF files", icon: "upload", run: pick },
    { key: "/", label: "Filter models", icon: "search", run: () => filter.current?.focus() },
    ...(selected && isUsable(selected) ? [{ key: "l", label: isUp(selected) ? `Unload ${selected.name}` : `Load ${selected.name}`, icon: "models" as const, run: () => void (isUp(selected) ? unload : load)(selected.id) }] : []),
    ...(selected && isUsable(selected) ? [{ key: "p", label: `Chat with ${selected.name}`, icon: "playground" as const, run: () => go(chatPlace(selected)) }] : []),
    ...(selected ? [{ key: "x", label: `${marks.has(selected.id) ? "Unmark" : "Mark"} ${selected.name} to compare`, icon: "compare" as const, run: () => marks.toggle(selected.id) }] : []),
    ...(selected ? [{ key: "Delete", label: `Remove ${selected.name} from the library`, icon: "trash" as const, run: () => takeOut(selected) }] : []),
    ...(removed ? [{ key: "mod+z", label: `Bring ${removed.name} back`, icon: "replay" as const, run: removed.undo }] : []),
    { key: "shift+c", label: "Copy the table", icon: "copy", run: () => void copyText(asTable(shown), "table") },
    { key: "c", label: "Compare the marked models", icon: "compare", run: compare, isListed: marks.size >= 2 },
  ]);

  const list = <ModelList groups={groups} selected={selected} marks={marks} text={text ?? ""} onText={(next) => setText(next || null)} onChoose={choose} onPick={pick} filter={filter} />;
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
          <Button kind={models?.length === 0 ? "plain" : "primary"} icon="upload" hotkey="i" onClick={pick}>
            Import GGUF
          </Button>
        </>
      }
    >
      <DropTarget onFiles={(files) => void bringInDropped(files, choose)}>
        {selected ? (
          <SplitPane name="models" initial={336} min={288} max={560} className="models-split">
            {list}
            <ModelInspector key={selected.id} model={selected} ref={inspector} />
          </SplitPane>
        ) : (
          list
        )}
        <RemoveDialog />
      </DropTarget>
    </Page>
  );
}
