import { isAbsolute } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import type { Library } from "../libraryApi.ts";
import { firstPart, splitName } from "../splits/splitName.ts";
import { fromHome } from "./fromHome.ts";
import { walkFolder } from "./walkFolder.ts";

type Parts = {
  library: Pick<Library, "isSettled" | "import">;
  folders: () => string[];
  /** How often it looks, in milliseconds. A file that is the same at two looks has stopped growing. */
  intervalMs?: number;
};

const defaultIntervalMs = 10_000;
const watchLimits = { depth: 8, entries: 50_000 };
const isGguf = (path: string) => /\.gguf$/i.test(path);

/**
 * Brings new GGUF files of the watched folders into the library, where they lie. Half-copied ones wait until they stop growing, parts
 * until all are there; what can't be imported waits until it changes. A folder that is not there is looked for again. `look` is one
 * round; `close` ends the rounds.
 */
export function watchFolders({ library, folders, intervalMs = defaultIntervalMs }: Parts) {
  /** Sizes and times of the files of a place at the last look. */
  let before = new Map<string, string>();
  /** What could not be imported as it was then. */
  const refused = new Map<string, string>();
  const cancel = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  /** New models by their (first) path, with what tells whether one was written to: a split one's parts together. */
  async function seen(): Promise<Map<string, string>> {
    const files = new Map<string, string[]>();
    for (const folder of folders().map((each) => fromHome(each)).filter(isAbsolute)) {
      for await (const { path, sizeBytes, modifiedMs } of walkFolder(folder, cancel.signal, watchLimits)) {
        if (!isGguf(path) || library.isSettled(path)) continue;
        const at = firstPart(path);
        files.set(at, [...(files.get(at) ?? []), `${sizeBytes} ${modifiedMs}`]);
      }
    }
    return new Map([...files].filter(([path, each]) => (splitName(path)?.parts ?? 1) === each.length).map(([path, each]) => [path, each.join(" ")]));
  }

  async function look(): Promise<void> {
    const now = await seen();
    for (const path of refused.keys()) if (!now.has(path)) refused.delete(path);
    for (const [path, mark] of now) {
      if (before.get(path) !== mark || refused.get(path) === mark || cancel.signal.aborted) continue;
      await library.import({ path }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === "not-a-model") refused.set(path, mark);
      });
    }
    before = now;
  }

  const round = async () => {
    // What fails here is tried again in the next round.
    await look().catch(() => undefined);
    if (!cancel.signal.aborted) timer = setTimeout(() => void round(), intervalMs).unref();
  };
  void round();

  return {
    look,
    close(): void {
      cancel.abort();
      clearTimeout(timer);
    },
  };
}
