import { setImmediate } from "node:timers/promises";
import { AppError, toFailure } from "../../../shared/errors.ts";
import { createChanges } from "../../../shared/rpc/changes.ts";
import type { ModelNotice, ModelState } from "../../../shared/schemas/model.ts";
import type { StoredModel } from "./libraryApi.ts";
import { crash, crashed, type LoadedModel } from "./loadedModel.ts";
import { loadFailure, wasKilled } from "./loadFailure.ts";
import { createLoader, type LoaderParts, type Opened } from "./runtime/loader.ts";
import type { Replica } from "./runtime/openReplica.ts";
import { createReplicas, type Replicas } from "./runtime/replicas.ts";
import { settled } from "./runtime/settled.ts";

const firstRetryMs = 1000;
const longestRetryMs = 60_000;

type State =
  | { state: "unloaded" }
  | { state: "loading"; progress: number; notices: ModelNotice[]; cancel: AbortController }
  | { state: "loaded"; replicas: Replicas; notices: ModelNotice[]; wanted: string }
  | { state: "failed"; error: AppError };

/** One model's processes through their life. `onChange`: the state changed, or what a loaded model is busy with. */
export function createModelRuntime(id: string, parts: LoaderParts, onChange: () => void) {
  const { library, records } = parts;
  const changes = createChanges();
  const loader = createLoader(parts, { current: () => (state.state === "loaded" ? state.replicas : undefined), onChange });
  let state: State = { state: "unloaded" };
  /** Resolves when the processes before the next ones are gone: all at once may not fit into memory. */
  let cleared: Promise<void> = Promise.resolve();
  /** Those processes, while they still answer. */
  let former: Replicas | undefined;
  let failures = 0;
  let retryAt = 0;
  let usedAt = performance.now();
  /** A person wants the settings tried that failed before. */
  let isForced = false;

  function become(next: State): void {
    state = next;
    changes.notify();
    onChange();
  }

  const wantedKey = () => JSON.stringify(loader.wantedOf(library.get(id)));

  function begin(): void {
    const model = library.get(id);
    const cancel = new AbortController();
    usedAt = performance.now();
    become({ state: "loading", progress: 0, notices: [], cancel });
    cleared = load(model, wantedKey(), cancel, cleared);
  }

  async function load(model: StoredModel, wanted: string, cancel: AbortController, before: Promise<void>): Promise<void> {
    const { signal } = cancel;
    const known = isForced ? null : (records?.failureOf(model.id, model.settings) ?? null);
    isForced = false;
    try {
      await before;
      signal.throwIfAborted();
      const opened = await loader.load(model, { known, cancel, progressed: (progress, notices) => void (signal.aborted || become({ state: "loading", progress, notices, cancel })) });
      failures = 0;
      usedAt = performance.now();
      become({ state: "loaded", replicas: replicasOf(opened, cancel), notices: opened.notices, wanted });
    } catch (error) {
      if (state.state === "loading" && state.cancel === cancel) fail(error instanceof AppError ? error : await loadFailure(error, model.name, undefined, null));
    }
  }

  function replicasOf({ model, first, count, openAnother }: Opened, cancel: AbortController): Replicas {
    const replicas = createReplicas({
      first, count, cancel, onChange,
      open: openAnother,
      onMeasured: (bytes) => settled(() => records?.answered(model.id, model.settings, bytes)),
      onLost: (last) => {
        if (state.state !== "loaded" || state.replicas !== replicas) return;
        if (last.isHung) {
          cleared = last.process.stop();
          begin();
        } else cleared = fallen(model, replicas, last);
      },
    });
    return replicas;
  }

  /** At once, for the next request must not go to that process; the cause is told when it is known. */
  async function fallen(model: StoredModel, replicas: Replicas, { process }: Replica): Promise<void> {
    const failed: State = { state: "failed", error: crash(model.name) };
    become(failed);
    const error = await crashed(model.name, process);
    if (!replicas.hasAnswered()) settled(() => records?.failed(model.id, model.settings, toFailure(error)));
    if (state === failed) become({ state: "failed", error });
    // It may be only its pipe that broke.
    await process.stop();
  }

  /** A process that somebody killed can be started anew at once; what failed by itself is given time. */
  function fail(error: AppError): void {
    if (error.code === "model-load-failed" && !wasKilled(error)) retryAt = performance.now() + Math.min(longestRetryMs, firstRetryMs * 2 ** failures++);
    become({ state: "failed", error });
  }

  /** Loads anew with settings that changed, once the answers under way have ended. */
  function follow(): void {
    if (state.state !== "loaded" || state.wanted === wantedKey()) return;
    const { replicas } = state;
    former = replicas;
    cleared = replicas.released().then(() => replicas.stop());
    begin();
  }

  /** Ends the processes or the loading of them; answers under way fail. */
  async function unload(): Promise<void> {
    const was = state;
    if (was.state === "loaded") cleared = was.replicas.stop();
    become({ state: "unloaded" });
    if (was.state === "loading") was.cancel.abort();
    await former?.stop();
    await cleared;
  }

  /** Ends the processes once nobody waits for them to load and the answers under way have ended. */
  async function retire(): Promise<void> {
    for await (const _ of changes.each(new AbortController().signal)) if (state.state !== "loading") break;
    // Who waited takes hold of it now.
    await setImmediate();
    if (state.state === "loaded") await state.replicas.released();
    await unload();
  }

  return {
    /**
     * Gives the model ready to answer, on the process that has the least to do; loads it where it is not, and yields the progress of
     * that. Throws what keeps it from loading; what failed a moment ago is not tried again at once.
     */
    async *ready(signal: AbortSignal): AsyncGenerator<{ type: "loading"; progress: number }, LoadedModel> {
      follow();
      usedAt = performance.now();
      if (state.state === "failed" && performance.now() < retryAt) throw state.error;
      if (state.state === "unloaded" || state.state === "failed") begin();
      for await (const _ of changes.each(signal)) {
        if (state.state === "loaded") return state.replicas.promise();
        if (state.state === "failed") throw state.error;
        if (state.state === "unloaded") throw new AppError("cancelled", "The model was unloaded while it was loading.");
        yield { type: "loading", progress: state.progress };
      }
      throw new AppError("cancelled", "Cancelled.");
    },

    follow,

    /** Forgets that it failed: a person wants it tried again, also with settings that failed. */
    forgive(): void {
      retryAt = 0;
      isForced = true;
      if (state.state === "loaded" && state.notices.some(({ kind }) => kind === "last-good")) state.wanted = "";
    },

    unload,
    retire,
    /** Whether it holds no process. */
    isIdle: () => state.state === "unloaded" || state.state === "failed",
    isLoading: () => state.state === "loading",
    /** How long nobody has asked it, in milliseconds; null: it is not loaded, or someone waits for an answer. */
    idleMs(): number | null {
      if (state.state !== "loaded") return null;
      if (state.replicas.isBusy()) usedAt = performance.now();
      return state.replicas.isBusy() ? null : performance.now() - usedAt;
    },

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

    /** `heldBack`: what its last load, before this start, failed with. */
    state(heldBack: AppError | null = null): ModelState {
      const lastGood = () => records?.lastGood(id) ?? undefined;
      switch (state.state) {
        case "unloaded": return heldBack ? { state: "failed", error: toFailure(heldBack), lastGood: lastGood(), isHeld: true } : state;
        case "loading": return { state: "loading", progress: state.progress, ...(state.notices.length > 0 && { notices: state.notices }) };
        case "failed": return { state: "failed", error: toFailure(state.error), lastGood: lastGood() };
        case "loaded": return { state: "loaded", ...state.replicas.state(), notices: state.notices };
      }
    },

    /** Asks a loaded model's processes how much memory they take. */
    async measure(): Promise<void> {
      if (state.state === "loaded") await state.replicas.measure();
    },

    /** Ends idle processes that do not answer within `withinMs`, and starts them anew. */
    async checkHealth(withinMs: number): Promise<void> {
      if (state.state === "loaded") await state.replicas.checkHealth(withinMs);
    },

  };
}
export type ModelRuntime = ReturnType<typeof createModelRuntime>;
