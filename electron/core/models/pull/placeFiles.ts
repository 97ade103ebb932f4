import { existsSync, mkdirSync, renameSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";

/** The folder that has none of the names yet: `modelsFolder` itself, or a numbered one in it. Parts of a split model keep their names, which llama.cpp goes by. */
export function chooseTarget(modelsFolder: string, names: string[]): string {
  const isFree = (folder: string) => names.every((name) => !existsSync(join(folder, name)));
  for (let number = 1; ; number++) {
    const folder = number === 1 ? modelsFolder : join(modelsFolder, `${names[0]!.replace(/\.gguf$/i, "")} ${number}`);
    if (isFree(folder)) return folder;
  }
}

/** Moves the files from `from` to `target`. What an earlier call moved already stays. */
export async function placeFiles(from: string, target: string, names: string[]): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const name of names) if (existsSync(join(from, name))) renameSync(join(from, name), join(target, name));
  await syncFolder(target);
}

/** So that the new names survive a power loss. Windows neither can nor needs to. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
}
