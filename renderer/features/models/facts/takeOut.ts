import { toast } from "sonner";
import type { Model } from "../../../../shared/schemas/model.ts";
import { keyWords } from "../../../components/Kbd.tsx";
import { isEmbedded, isUsable } from "../library.ts";
import { useModels } from "../modelsStore.ts";

/** Removes a model and offers to undo it; one that could not be brought back asks first (see `RemoveDialog`). */
export function takeOut(model: Model): void {
  if (isEmbedded(model)) toast(`${model.name} comes with Tapedeck and stays in the library`);
  else if (!isUsable(model)) useModels.setState({ removing: model });
  else void remove(model);
}

export async function remove(model: Model): Promise<void> {
  const { name, location } = model;
  if (!(await useModels.getState().remove(model.id))) return;
  if (!isUsable(model)) return void toast(`Removed ${name}`);
  const forget = () => useModels.setState(({ removed: last }) => (last === removed ? { removed: null } : {}));
  const undo = () => {
    forget();
    toast.dismiss(message);
    void bringBack(model, location);
  };
  const removed = { name, undo };
  useModels.setState({ removed });
  const description = `The file and its interactions stay. ${keyWords("mod+z")} brings it back.`;
  const message = toast(`Removed ${name} from the library`, { description, duration: 10_000, action: { label: "Undo", onClick: undo }, onAutoClose: forget, onDismiss: forget });
}

async function bringBack({ name, family, version, baseId, notes, tags, license, provenance, isRetired, settings }: Model, path: string): Promise<void> {
  const { importFiles, update } = useModels.getState();
  const [back] = await importFiles([path]);
  if (back) await update(back.id, { name, family, version, baseId, notes, tags, license, provenance, isRetired, settings });
}
