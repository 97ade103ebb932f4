import { toast } from "sonner";
import { useModels } from "./modelsStore.ts";

/** Imports files, goes to the last of them, and says which were there already. What was refused stands on the page. */
export async function bringIn(paths: string[], onChoose: (id: string) => void): Promise<void> {
  if (paths.length === 0) return;
  const taken = await useModels.getState().importFiles(paths);
  const last = taken.at(-1);
  if (!last) return;
  onChoose(last.id);
  const known = taken.filter(({ alreadyThere }) => alreadyThere);
  const nameOf = (id: string) => useModels.getState().models?.find((model) => model.id === id)?.name ?? id;
  if (known.length > 0) toast(`${known.map(({ id }) => nameOf(id)).join(", ")} ${known.length === 1 ? "was" : "were"} in the library already`);
}
