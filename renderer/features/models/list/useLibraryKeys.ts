import type { RefObject } from "react";
import { copyText } from "../../../components/CopyButton.tsx";
import { usePageKeys, type PageKey } from "../../../pageKeys.ts";
import { go } from "../../../router.ts";
import { useAdding } from "../add/addingStore.ts";
import { pickAndBringIn } from "../add/bringIn.ts";
import { retire } from "../facts/retire.ts";
import { takeOut } from "../facts/takeOut.ts";
import { chatPlace, isAnswering, isUp, modelPlace } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import { asTable, familyKey, familyOfKey, neighbour } from "./families.ts";
import type { LibraryView } from "./useLibraryView.ts";
import type { Marks } from "./useMarks.ts";

/** The keys of the library. Gives what the page's own buttons do as well. */
export function useLibraryKeys(view: LibraryView, marks: Marks, filter: RefObject<HTMLInputElement | null>) {
  const removed = useModels((state) => state.removed);
  const { keys, selected, selectedKey, closed, choose } = view;
  const family = familyOfKey(selectedKey ?? null);
  const move = (step: 1 | -1) => choose(neighbour(keys, selectedKey, step) ?? null);
  const compare = () => {
    const names = (view.models ?? []).filter((model) => marks.has(model.id)).map((model) => model.name);
    if (names.length >= 2) go(`/compare?${new URLSearchParams(names.map((name) => ["target", name]))}`);
  };
  /** Right opens a closed family; left closes an open one, and goes up to it from a model. */
  const fold = (isOpening: boolean) => {
    if (family !== undefined && closed.has(family) === isOpening) view.toggleFamily(family);
    else if (!isOpening && selected) choose(familyKey(selected.family));
    else if (isOpening && family !== undefined) move(1);
  };
  const open = () => (selected ? go(modelPlace(selected)) : family !== undefined && view.toggleFamily(family));
  const select = () => (selected ? marks.toggle(selected.id) : family !== undefined && view.toggleFamily(family));
  const { load, unload } = useModels.getState();
  const answers = selected && isAnswering(selected) ? selected : undefined;
  const silent = (key: string, label: string, run: () => void): PageKey => ({ key, label, run, isListed: false });
  usePageKeys([
    silent("ArrowDown", "Next row", () => move(1)),
    silent("ArrowUp", "Previous row", () => move(-1)),
    silent("j", "Next row", () => move(1)),
    silent("k", "Previous row", () => move(-1)),
    silent("ArrowRight", "Open the family", () => fold(true)),
    silent("ArrowLeft", "Close the family", () => fold(false)),
    silent("Enter", "Open the model's page", open),
    silent("space", "Mark the model, or open and close the family", select),
    { key: "i", label: "Import GGUF files", icon: "upload", run: () => void pickAndBringIn(choose) },
    { key: "shift+s", label: "Scan folders for models", icon: "search", run: () => useAdding.getState().open("scan") },
    { key: "shift+p", label: "Pull a model", icon: "download", run: () => useAdding.getState().open("pull") },
    { key: "/", label: "Filter models", icon: "search", run: () => filter.current?.focus() },
    ...(answers ? [{ key: "l", label: isUp(answers) ? `Unload ${answers.name}` : `Load ${answers.name}`, icon: "models" as const, run: () => void (isUp(answers) ? unload : load)(answers.id) }] : []),
    ...(answers ? [{ key: "p", label: `Chat with ${answers.name}`, icon: "playground" as const, run: () => go(chatPlace(answers)) }] : []),
    ...(answers ? [{ key: "b", label: `Benchmark ${answers.name}`, icon: "bench" as const, run: () => go(modelPlace(answers, "bench")) }] : []),
    ...(selected ? [{ key: "x", label: `${marks.has(selected.id) ? "Unmark" : "Mark"} ${selected.name} to compare`, icon: "compare" as const, run: () => marks.toggle(selected.id) }] : []),
    ...(selected ? [{ key: "shift+r", label: selected.isRetired ? `Bring ${selected.name} back` : `Retire ${selected.name}`, icon: "save" as const, run: () => void retire(selected, !selected.isRetired) }] : []),
    ...(selected ? [{ key: "Delete", label: `Remove ${selected.name} from the library`, icon: "trash" as const, run: () => takeOut(selected) }] : []),
    ...(removed ? [{ key: "mod+z", label: `Bring ${removed.name} back`, icon: "replay" as const, run: removed.undo }] : []),
    { key: "shift+c", label: "Copy the table", icon: "copy", run: () => void copyText(asTable(view.shown), "table") },
    { key: "c", label: "Compare the marked models", icon: "compare", run: compare, isListed: marks.size >= 2 },
  ]);
  return { compare };
}
