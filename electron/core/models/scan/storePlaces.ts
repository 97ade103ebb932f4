import { join } from "node:path";
import type { FoundFile } from "../../../../shared/schemas/model.ts";

export type Place = { place: FoundFile["place"]; folder: string };
type Environment = Record<string, string | undefined>;

/** Where other programs keep their models, most of which will not be there. `home` is the user's home folder. */
export function storePlaces(home: string, environment: Environment): Place[] {
  const cache = environment["XDG_CACHE_HOME"] || join(home, ".cache");
  const data = environment["XDG_DATA_HOME"] || join(home, ".local", "share");
  const hub = environment["HF_HUB_CACHE"] || join(environment["HF_HOME"] || join(cache, "huggingface"), "hub");
  const jan = [join(home, "jan", "models"), join(data, "Jan", "data"), join(home, "Library", "Application Support", "Jan", "data"), join(home, "AppData", "Roaming", "Jan", "data")];
  return [
    { place: "lm-studio", folder: join(home, ".lmstudio", "models") },
    { place: "lm-studio", folder: join(home, ".cache", "lm-studio", "models") },
    { place: "ollama", folder: environment["OLLAMA_MODELS"] || join(home, ".ollama", "models") },
    ...(process.platform === "linux" ? [{ place: "ollama" as const, folder: "/usr/share/ollama/.ollama/models" }] : []),
    ...jan.map((folder) => ({ place: "jan" as const, folder })),
    { place: "hugging-face", folder: hub },
  ];
}
