import { AppError } from "../../../shared/errors.ts";
import type { ModelState } from "../../../shared/schemas/model.ts";
import type { Library } from "./libraryApi.ts";
import type { LoadedModel } from "./loadedModel.ts";
import { createModelRuntime, type ModelRuntime, type RuntimeParts } from "./modelRuntime.ts";

type Parts = RuntimeParts & { library: Pick<Library, "get" | "checkFile" | "chatFormat" | "list" | "onChange"> };

const unloaded: ModelState = { state: "unloaded" };

/** The processes of the loaded models, by the models' ids. */
export type Runtimes = ReturnType<typeof createRuntimes>;

export function createRuntimes(parts: Parts) {
  const runtimes = new Map<string, ModelRuntime>();
  /** Ids of models that left the list and still have a process. */
  const leaving = new Set<string>();
  const listeners = new Set<() => void>();
  let isClosed = false;

  const notify = () => {
    for (const listener of listeners) listener();
  };

  function runtimeOf(known: string): ModelRuntime {
    if (isClosed) throw new AppError("cancelled", "Tapedeck is ending.");
    const { id } = parts.library.get(known);
    const runtime = runtimes.get(id) ?? createModelRuntime(id, parts, notify);
    runtimes.set(id, runtime);
    return runtime;
  }

  const stopListening = parts.library.onChange(() => {
    const known = new Map(parts.library.list().map((model) => [model.id, model]));
    for (const [id, runtime] of runtimes) {
      const model = known.get(id);
      if (model && model.fileState !== "changed") runtime.follow();
      // Written over: what the process maps is not that model any more.
      else if (model) void runtime.withdraw();
      else leave(id, runtime);
    }
  });

  /** A model that left the list: taken out, or found to be another one, which then goes on with the process or soon has its own. */
  function leave(id: string, runtime: ModelRuntime): void {
    const heir = heirOf(id);
    if (heir !== undefined && !leaving.has(id) && (runtimes.get(heir)?.isIdle() ?? true)) {
      runtimes.delete(id);
      runtimes.set(heir, runtime);
      runtime.follow();
    } else if (heir === undefined || !leaving.has(id)) {
      leaving.add(id);
      const gone = heir === undefined ? runtime.unload() : runtime.retire();
      // Until then `close` waits for it.
      void gone.then(() => {
        leaving.delete(id);
        runtimes.delete(id);
      });
    }
  }

  function heirOf(id: string): string | undefined {
    try {
      return parts.library.get(id).id;
    } catch {
      return undefined;
    }
  }

  return {
    /** Called when a model's state changed, or what it is busy with. Gives a function that stops it. */
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: (id: string): ModelState => runtimes.get(id)?.state() ?? unloaded,

    /** Gives the model ready to answer, loading it where needed; yields the progress of that. Throws what keeps it from loading. */
    async *ready(id: string, signal: AbortSignal): AsyncGenerator<{ type: "loading"; progress: number }, LoadedModel> {
      return yield* runtimeOf(id).ready(signal);
    },

    /** As `ready`, for a person: what failed a moment ago is tried again. */
    async load(id: string, signal: AbortSignal): Promise<void> {
      const runtime = runtimeOf(id);
      runtime.forgive();
      for await (const _ of runtime.ready(signal));
    },

    /** Ends the model's process; answers under way fail. */
    async unload(id: string): Promise<void> {
      await runtimes.get(id)?.unload();
    },

    /** Asks every loaded model's process for its memory. */
    async measure(): Promise<void> {
      await Promise.allSettled([...runtimes.values()].map((runtime) => runtime.measure()));
    },

    /** Ends all processes. */
    async close(): Promise<void> {
      isClosed = true;
      stopListening();
      await Promise.all([...runtimes.values()].map((runtime) => runtime.unload()));
    },
  };
}
