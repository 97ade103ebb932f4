import { AppError } from "../../../shared/errors.ts";
import type { ModelState } from "../../../shared/schemas/model.ts";
import type { Library, StoredModel } from "./libraryApi.ts";
import type { LoadedModel } from "./loadedModel.ts";
import { createModelRuntime, type ModelRuntime } from "./modelRuntime.ts";
import type { RuntimeParts } from "./runtime/loader.ts";
import { createMemoryGate } from "./runtime/memoryGate.ts";
import { createUpkeep } from "./runtime/upkeep.ts";

type Parts = RuntimeParts & {
  library: Pick<Library, "get" | "checkFile" | "chatFormat" | "list" | "onChange">;
  /** What models take and what is free, in bytes; left out, every load is tried. */
  memory?: { needOf: (model: StoredModel) => Promise<number>; freeBytes: () => number };
};

const unloaded: ModelState = { state: "unloaded" };

/** The processes of the loaded models, by the models' ids. */
export type Runtimes = ReturnType<typeof createRuntimes>;

export function createRuntimes(parts: Parts) {
  const runtimes = new Map<string, ModelRuntime>();
  /** Ids of models that left the list and still have a process. */
  const leaving = new Set<string>();
  const listeners = new Set<() => void>();
  /** Models that failed before this start and have not been tried since. */
  const held = new Map((parts.records ? parts.library.list() : []).flatMap(({ id }) => {
    const failure = parts.records!.lastFailure(id);
    return failure ? [[id, failure]] : [];
  }));
  let isClosed = false;
  const gate = parts.memory && createMemoryGate({ ...parts.memory, evict });
  const upkeep = createUpkeep({ runtimes, settingsOf: (id) => known(id)?.settings });

  const notify = () => {
    for (const listener of listeners) listener();
  };

  function runtimeOf(known: string): ModelRuntime {
    if (isClosed) throw new AppError("cancelled", "Tapedeck is ending.");
    const { id } = parts.library.get(known);
    const runtime = runtimes.get(id) ?? createModelRuntime(id, { ...parts, admit: async (model, signal) => (gate ? gate.admit(model, signal) : null) }, notify);
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

  function known(id: string): StoredModel | undefined {
    try {
      return parts.library.get(id);
    } catch {
      return undefined;
    }
  }
  const heirOf = (id: string) => known(id)?.id;

  /** Ends the model that nobody has asked for longest, unless it is pinned. */
  async function evict(): Promise<boolean> {
    const idle = [...runtimes].map(([id, runtime]) => ({ id, runtime, idleMs: runtime.idleMs() })).filter(({ id, idleMs }) => idleMs !== null && known(id)?.settings.isPinned !== true);
    const oldest = idle.sort((a, b) => b.idleMs! - a.idleMs!)[0];
    await oldest?.runtime.unload();
    return oldest !== undefined;
  }

  async function* ready(id: string, signal: AbortSignal): AsyncGenerator<{ type: "loading"; progress: number }, LoadedModel> {
    const runtime = runtimeOf(id);
    held.delete(parts.library.get(id).id);
    return yield* runtime.ready(signal);
  }

  return {
    /** Called when a model's state changed, or what it is busy with. Gives a function that stops it. */
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state(id: string): ModelState {
      const failure = held.get(id);
      const runtime = runtimes.get(id) ?? (failure && !isClosed ? runtimeOf(id) : undefined);
      return runtime?.state(failure) ?? unloaded;
    },
    /** What a loaded model takes, in bytes, as last measured. */
    ownBytes: (id: string): number => bytesOf(runtimes.get(id)),
    /** Memory that unloading idle models, other than `exceptId`, would give back, in bytes, as last measured. */
    reclaimableBytes(exceptId: string): number {
      const idle = [...runtimes].filter(([id, runtime]) => id !== exceptId && runtime.idleMs() !== null && known(id)?.settings.isPinned !== true);
      return idle.reduce((sum, [, runtime]) => sum + bytesOf(runtime), 0);
    },

    /** Gives the model ready to answer, loading it where needed; yields the progress of that. Throws what keeps it from loading. */
    ready,

    /** As `ready`, for what happens behind a person's back: a model whose last load failed is left alone. Throws what it failed with. */
    async *readyIfWell(id: string, signal: AbortSignal): AsyncGenerator<{ type: "loading"; progress: number }, LoadedModel> {
      const failure = held.get(parts.library.get(id).id);
      if (failure) throw failure;
      return yield* ready(id, signal);
    },

    /** Loads the pinned models, except those whose last load failed. */
    async loadPinned(signal: AbortSignal): Promise<void> {
      const pinned = parts.library.list().filter(({ id, settings }) => settings.isPinned && !held.has(id));
      await Promise.allSettled(pinned.map(async ({ id }) => { for await (const _ of ready(id, signal)); }));
    },

    /** As `ready`, for a person: what failed a moment ago is tried again. */
    async load(id: string, signal: AbortSignal): Promise<void> {
      const runtime = runtimeOf(id);
      runtime.forgive();
      for await (const _ of ready(id, signal));
    },

    /** Ends the model's process; answers under way fail. */
    async unload(id: string): Promise<void> {
      await runtimes.get(id)?.unload();
    },

    /** Asks every loaded model's process for its memory. */
    async measure(): Promise<void> {
      await Promise.allSettled([...runtimes.values()].map((runtime) => runtime.measure()));
    },

    /** Ends idle processes that do not answer within `withinMs`, and starts them anew. */
    async checkHealth(withinMs: number): Promise<void> {
      await Promise.all([...runtimes.values()].map((runtime) => runtime.checkHealth(withinMs)));
    },

    /** Ends all processes. */
    async close(): Promise<void> {
      isClosed = true;
      upkeep.stop();
      stopListening();
      await Promise.all([...runtimes.values()].map((runtime) => runtime.unload()));
    },
  };
}

function bytesOf(runtime: ModelRuntime | undefined): number {
  const state = runtime?.state();
  return state?.state === "loaded" ? (state.memoryBytes ?? 0) : 0;
}
