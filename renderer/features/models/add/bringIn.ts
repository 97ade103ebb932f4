import { toast } from "sonner";
import { toFailure } from "../../../../shared/errors.ts";
import { shell } from "../../../api.ts";
import { useModels } from "../modelsStore.ts";

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

/** Lets one choose files of the core's computer and imports them. */
export async function pickAndBringIn(onChoose: (id: string) => void): Promise<void> {
  try {
    const { paths } = await shell.window.pickFiles({ title: "Import GGUF files", extensions: ["gguf"] });
    await bringIn(paths, onChoose);
  } catch (error) {
    const { message, fix } = toFailure(error);
    toast.error(message, { description: fix });
  }
}

/** Imports files that were dropped. A browser does not tell their paths: then it lets one choose them. */
export async function bringInDropped(files: File[], onChoose: (id: string) => void): Promise<void> {
  const paths = files.map((file) => shell.pathOf(file)).filter((path) => path !== null);
  if (paths.length > 0 || files.length === 0) return bringIn(paths, onChoose);
  toast("A browser does not tell where a dropped file lies", { description: "Choose it in the folders of the core's computer, or type its path." });
  await pickAndBringIn(onChoose);
}
