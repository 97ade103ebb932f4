import { toast } from "sonner";
import { shell } from "../../../api.ts";
import { useImport } from "./importStore.ts";

/** Opens the import of a file that was dropped. A browser does not tell its path: then it lets one choose. */
export async function importDropped(files: File[]): Promise<void> {
  const paths = files.map((file) => shell.pathOf(file)).filter((path) => path !== null);
  if (files.length === 0) return;
  if (paths.length > 1) toast("One file is imported at a time", { description: `The first is ${files[0]!.name}.` });
  if (paths[0] !== undefined) return useImport.getState().open(paths[0]);
  toast("A browser does not tell where a dropped file lies", { description: "Choose it in the folders of the core's computer, or type its path." });
  useImport.getState().open();
  await useImport.getState().pick();
}
