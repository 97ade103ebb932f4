import type { Model } from "../../../../shared/schemas/model.ts";
import { copyText } from "../../../components/CopyButton.tsx";
import type { MenuAction } from "../../../components/Menu.tsx";
import { go } from "../../../router.ts";
import { retire } from "../facts/retire.ts";
import { takeOut } from "../facts/takeOut.ts";
import { chatPlace, isAnswering, isEmbedded, isUp, modelPlace } from "../library.ts";
import { useModels } from "../modelsStore.ts";

/** What a right click on a model offers. */
export function modelActions(model: Model, isMarked: boolean, onMark: (id: string) => void): MenuAction[] {
  const { load, unload } = useModels.getState();
  return [
    { label: "Open", icon: "models", hotkey: "Enter", run: () => go(modelPlace(model)) },
    { label: isUp(model) ? "Unload" : "Load", icon: "models", hotkey: "l", isDisabled: !isUp(model) && !isAnswering(model), run: () => void (isUp(model) ? unload : load)(model.id) },
    { label: "Chat in the Playground", icon: "playground", hotkey: "p", isDisabled: !isAnswering(model), run: () => go(chatPlace(model)) },
    { label: "Benchmark", icon: "bench", hotkey: "b", isDisabled: !isAnswering(model), run: () => go(modelPlace(model, "bench")) },
    { label: isMarked ? "Unmark" : "Mark to compare", icon: "compare", hotkey: "x", run: () => onMark(model.id) },
    { label: model.isRetired ? "Bring back" : "Retire", icon: "save", hotkey: "shift+r", run: () => void retire(model, !model.isRetired) },
    { label: "Copy SHA-256", icon: "copy", isDisabled: model.sha256 === null, run: () => void copyText(model.sha256 ?? "", "SHA-256") },
    { label: "Copy id", icon: "copy", run: () => void copyText(model.id, "id") },
    { label: "Remove from the library", icon: "trash", hotkey: "Delete", isDanger: true, isDisabled: isEmbedded(model), run: () => takeOut(model) },
  ];
}
