import { setImmediate } from "node:timers/promises";
import { AppError, toFailure } from "../../../shared/errors.ts";
import { createChanges } from "../../../shared/rpc/changes.ts";
import type { ModelSettings, ModelState } from "../../../shared/schemas/model.ts";
import type { Library } from "./libraryApi.ts";
import type { LlamaProcess } from "./llamaProcess.ts";
import { crash, crashed, createLoadedModel, type LoadedModel } from "./loadedModel.ts";
import { loadFailure } from "./loadFailure.ts";
import { loadSettings } from "./loadSettings.ts";

export type RuntimeParts = {
  library: Pick<Library, "get" | "checkFile" | "chatFormat">;
  start: () => LlamaProcess;
  /** The GPU for models that say `auto`. */
  gpu: () => ModelSettings["gpu"];
};

/** A load that makes no progress for this long has failed. */
const stalledMs = 120_000;
const firstRetryMs = 1000;
const longestRetryMs = 60_000;

type State =
  | { state: "unloaded" }
  | { state: "loading"; progress: number; cancel: AbortController }
  | { state: "loaded"; model: LoadedModel; process: LlamaProcess; settings: string }
  | { state: "failed"; error: AppError };

/** One model's process through its life. `onChange`: the state changed, or what a loaded model is busy with. */
export function createModelRuntime(id: string, { library, start, gpu }: RuntimeParts, onChange: () => void) {
  const changes = createChanges();
  let state: State = { state: "unloaded" };
  /** Resolves when the process before the next one is gone: two at once may not fit into memory. */
  let cleared: Promise<void> = Promise.resolve();
  /** That process, while it still answers. */
  let former: LlamaProcess | undefined;
  let failures = 0;
  let retryAt = 0;

  function become(next: State): void {
    state = next;
    changes.notify();
    onChange();
  }

  const wanted = () => loadSettings(library.get(id), gpu());

  function begin(): void {
    const { name } = library.get(id);
    const settings = wanted();
    const cancel = new AbortController();
    become({ state: "loading", progress: 0, cancel });
    cleared = load(name, settings, cancel, cleared);
  }

  async function load(name: string, settings: ReturnType<typeof wanted>, cancel: AbortController, before: Promise<void>): Promise<void> {
    const { signal } = cancel;
    let process: LlamaProcess | undefined;
    let stall: NodeJS.Timeout | undefined;
    try {
      await before;
      const path = await library.checkFile(id, signal);
      const chat = await library.chatFormat(id);
      signal.throwIfAborted();
      process = start();
      // Not before: the answers of the process before this one, and the hash of a large file, take their time.
      stall = setTimeout(() => cancel.abort(stalled(name)), stalledMs);
      for await (const event of process.client.model.load({ path, settings }, signal)) {
        stall.refresh();
        if (event.type === "progress") become({ state: "loading", progress: event.progress, cancel });
        else loaded(createLoadedModel({ process, name, runtime: event.runtime, chat, onChange }), process, name, JSON.stringify(settings));
      }
    } catch (error) {
      const failure = await loadFailure(signal.aborted ? signal.reason : error, name, process);
      await process?.stop();
      if (state.state === "loading" && state.cancel === cancel) fail(failure);
    } finally {
      clearTimeout(stall);
    }
  }

  function loaded(model: LoadedModel, process: LlamaProcess, name: string, settings: string): void {
    failures = 0;
    become({ state: "loaded", model, process, settings });
    void process.lost.then(() => {
      if (state.state === "loaded" && state.process === process) cleared = fallen(name, process);
    });
  }

  /** At once, for the next request must not go to that process; the cause is told when it is known. */
  async function fallen(name: string, process: LlamaProcess): Promise<void> {
    const failed: State = { state: "failed", error: crash(name) };
    become(failed);
    const error = await crashed(name, process);
    if (state === failed) become({ state: "failed", error });
    // It may be only its pipe that broke.
    await process.stop();
  }

  function fail(error: AppError): void {
    if (error.code === "model-load-failed") retryAt = performance.now() + Math.min(longestRetryMs, firstRetryMs * 2 ** failures++);
    become({ state: "failed", error });
  }

  /** Loads anew with settings that changed, once the answers under way have ended. */
  function follow(): void {
    if (state.state !== "loaded" || state.settings === JSON.stringify(wanted())) return;
    const { model, process } = state;
    former = process;
    cleared = model.released().then(() => process.stop());
    begin();
  }

  /** Ends the process or the loading of it; answers under way fail. */
  async function unload(): Promise<void> {
    const was = state;
    if (was.state === "loaded") cleared = was.process.stop();
    become({ state: "unloaded" });
    if (was.state === "loading") was.cancel.abort();
    await former?.stop();
    await cleared;
  }

  /** Ends the process once nobody waits for it to load and the answers under way have ended. */
  async function retire(): Promise<void> {
    for await (const _ of changes.each(new AbortController().signal)) if (state.state !== "loading") break;
    // Who waited takes hold of it now.
    await setImmediate();
    if (state.state === "loaded") await state.model.released();
    await unload();
  }

  return {
    /**
     * Gives the model ready to answer; loads it where it is not, and yields the progress of that. Throws what keeps it from loading;
     * what failed a moment ago is not tried again at once.
     */
    async *ready(signal: AbortSignal): AsyncGenerator<{ type: "loading"; progress: number }, LoadedModel> {
      follow();
      if (state.state === "failed" && performance.now() < retryAt) throw state.error;
      if (state.state === "unloaded" || state.state === "failed") begin();
      for await (const _ of changes.each(signal)) {
        if (state.state === "loaded") return state.model;
        if (state.state === "failed") throw state.error;
        if (state.state === "unloaded") throw new AppError("cancelled", "The model was unloaded while it was loading.");
        yield { type: "loading", progress: state.progress };
      }
      throw new AppError("cancelled", "Cancelled.");
    },

    follow,

    /** Forgets that it failed: a person wants it tried again. */
    forgive(): void {
      retryAt = 0;
    },

    unload,
    retire,
    /** Whether it holds no process. */
    isIdle: () => state.state === "unloaded" || state.state === "failed",

    /** As `unload`, when the file is not the model's any more; who waits for it to load is told what became of the file. */
    async withdraw(): Promise<void> {
      if (state.state !== "loading") return unload();
      const { cancel } = state;
      await library.checkFile(id).catch(async (reason: unknown) => {
        if (state.state === "loaded") return unload();
        cancel.abort(reason);
        await former?.stop();
      });
    },

    state(): ModelState {
      switch (state.state) {
        case "unloaded": return state;
        case "loading": return { state: "loading", progress: state.progress };
        case "failed": return { state: "failed", error: toFailure(state.error) };
        case "loaded": return { state: "loaded", runtime: state.model.runtime, ...state.model.load(), memoryBytes: state.model.memoryBytes() };
      }
    },

    /** Asks a loaded model's process how much memory it takes. */
    async measure(): Promise<void> {
      if (state.state === "loaded") await state.model.measure();
    },
  };
}
export type ModelRuntime = ReturnType<typeof createModelRuntime>;

function stalled(name: string): AppError {
  return new AppError("model-load-failed", `Loading ${name} made no progress for ${stalledMs / 1000} seconds.`, { fix: "See whether the disk answers and memory is free, then load it again." });
}
