import { AppError } from "../../../../shared/errors.ts";
import type { FirstLoad } from "../../../../shared/schemas/model.ts";
import { unlessAborted } from "../../unlessAborted.ts";
import type { Library, StoredModel } from "../libraryApi.ts";
import type { LlamaProcess } from "../llamaProcess.ts";
import { readGguf } from "../readGguf.ts";
import type { FirstLoads } from "./firstLoads.ts";
import { tryLoad } from "./tryLoad.ts";

type Parts = {
  library: Pick<Library, "get" | "checkFile">;
  firstLoads: FirstLoads;
  /** Starts a process that can hold one model. */
  start: () => LlamaProcess;
  /** Hashes of the models that come with Tapedeck. */
  known: ReadonlySet<string>;
  now: () => number;
};

const forever = new AbortController().signal;
export type Quarantine = ReturnType<typeof createQuarantine>;

/** Stands between a model's file and the process that is to hold it: a file that was never loaded on this machine is first loaded in a process that is ended afterwards. */
export function createQuarantine({ library, firstLoads, start, known, now }: Parts) {
  /** By the models' ids: what became of files whose hash is not known yet. */
  const unhashed = new Map<string, Exclude<FirstLoad, { state: "known" | "untested" }>>();
  const running = new Map<string, Promise<void>>();

  function stateOf({ id, sha256 }: Pick<StoredModel, "id" | "sha256">): FirstLoad {
    if (sha256 !== null && known.has(sha256)) return { state: "known" };
    return (sha256 === null ? null : firstLoads.get(sha256)) ?? unhashed.get(id) ?? { state: "untested" };
  }

  function note({ id, sha256 }: StoredModel, reason: string | null): void {
    const tested = reason === null ? ({ state: "passed", at: now() } as const) : ({ state: "failed", at: now(), reason } as const);
    unhashed.set(id, tested);
    try {
      if (sha256 !== null) firstLoads.put(sha256, tested);
    } catch {
      // A disk that is full does not keep a model from answering; then it is tested again after the next start.
    }
  }

  async function test(model: StoredModel, path: string, signal: AbortSignal): Promise<void> {
    const { refusal } = (await readGguf(path)).inspection;
    if (refusal) throw new AppError("not-a-model", `${model.name} can't be loaded. ${refusal}`, { fix: "Compare the file with its source, and download or convert it again.", details: { reason: refusal } });
    const reason = await tryLoad(path, start, signal);
    // The hash may have come meanwhile, and with it another id.
    note(library.get(model.id), reason);
    if (reason !== null) {
      throw new AppError("model-load-failed", `${model.name} did not pass its first load, which a process of its own tried: ${reason}.`, {
        fix: "The file may be damaged, or of a kind that this llama.cpp can't read: get it again or try another one.",
        details: { reason },
      });
    }
  }

  return {
    /** What became of the model's first load; for showing. */
    stateOf,

    /**
     * As the library's `checkFile`, once the file may be given to a process that others depend on: its header holds nothing that makes
     * native code abort, and its first load worked. Throws what `checkFile` throws, `not-a-model` and `model-load-failed` with the reason;
     * what failed is tried again when it is asked for again.
     */
    async checkFile(id: string, signal: AbortSignal = forever): Promise<string> {
      const path = await library.checkFile(id, signal);
      for (;;) {
        const model = library.get(id);
        const { state } = stateOf(model);
        if (state === "known" || state === "passed") return path;
        const other = running.get(model.id);
        if (other) {
          await unlessAborted(other.catch(() => {}), signal);
          continue;
        }
        const own = test(model, path, signal);
        running.set(model.id, own);
        await own.finally(() => running.delete(model.id));
      }
    },
  };
}
