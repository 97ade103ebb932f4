import { AppError, toFailure } from "../../../../shared/errors.ts";
import type { LoadSettings, SavedStates } from "../../../../shared/llama.ts";
import type { SlowerThanRecord } from "../../../../shared/schemas/bench.ts";
import type { ModelNotice, ModelSettings, Runtime } from "../../../../shared/schemas/model.ts";
import { lastOf } from "../../lastOf.ts";
import type { AnswerSpeed } from "../bench/speedRecords.ts";
import type { Library, StoredModel } from "../libraryApi.ts";
import type { LlamaProcess } from "../llamaProcess.ts";
import { loadFailure, type Need } from "../loadFailure.ts";
import { loadSettings } from "../loadSettings.ts";
import { settingsKey, type LoadRecords } from "./loadRecords.ts";
import { lastGoodNotice, onCpuNotice } from "./modelNotices.ts";
import { openReplica, type Replica } from "./openReplica.ts";
import { replicaPlan, type ReplicaPlan } from "./replicaPlan.ts";
import type { Replicas } from "./replicas.ts";
import { settled } from "./settled.ts";

/** Room in memory for a load, kept until it is released. */
export type Room = Need & { release: () => void };

export type RuntimeParts = {
  library: Pick<Library, "get" | "checkFile" | "chatFormat">;
  start: () => LlamaProcess;
  /** The GPU for models that say `auto`. */
  gpu: () => ModelSettings["gpu"];
  /** What was measured to be the best number of processes; null: nothing was. */
  bestReplicas?: (modelId: string) => ReplicaPlan | null;
  /** Whether an answer was far slower than the model's best; left out, none is. */
  judgeSpeed?: (modelSha256: string | null, runtime: Runtime, answer: AnswerSpeed) => SlowerThanRecord | null;
  /** How loads went before; left out, nothing is remembered. */
  records?: LoadRecords;
  /** Where the state of pinned prompts is kept. */
  savedStates?: (model: StoredModel) => SavedStates | null;
};
export type LoaderParts = RuntimeParts & {
  /** Makes room for the model. Throws `model-load-failed` where there is not enough. */
  admit: (model: StoredModel, signal: AbortSignal) => Promise<Room | null>;
};

/** What of a model's settings decides how it is loaded. */
export type Wanted = { load: LoadSettings; replicas: number; draftModelId: string | null };
/** A model that answers; `model.settings` are those it was loaded with, `count` is how many processes there are to be. */
export type Opened = { model: StoredModel; first: Replica; count: number; openAnother: () => Promise<Replica>; notices: ModelNotice[] };
type Task = { known: AppError | null; cancel: AbortController; progressed: (progress: number, notices: ModelNotice[]) => void };

/** Loads a model, and remembers how that went. `current`: its processes while it is loaded. */
export function createLoader(parts: LoaderParts, { current, onChange }: { current: () => Replicas | undefined; onChange: () => void }) {
  const { library, start, gpu, bestReplicas, judgeSpeed, records, savedStates, admit } = parts;

  function wantedOf(model: StoredModel): Wanted {
    const { threads, replicas } = replicaPlan(model.settings, bestReplicas?.(model.id) ?? null);
    return { load: loadSettings({ ...model, settings: { ...model.settings, threads } }, gpu()), replicas, draftModelId: model.settings.draftModelId };
  }

  /** Settings that answered before and are not the model's own. */
  function otherGood(model: StoredModel): ModelSettings | null {
    const good = records?.lastGood(model.id) ?? null;
    if (!good || settingsKey(good) === settingsKey(model.settings)) return null;
    const { keepAliveMinutes, isPinned } = model.settings;
    return { ...good, keepAliveMinutes, isPinned };
  }

  async function attempt(model: StoredModel, notices: ModelNotice[], { cancel, progressed }: Task): Promise<Opened> {
    progressed(0, notices);
    settled(() => records?.begun(model.id, model.settings));
    try {
      const { first, ...opened } = await open(model, cancel, (progress) => progressed(progress, notices));
      const { runtime } = first.model;
      const onCpu = onCpuNotice(wantedOf(model).load, runtime, records?.hasUsedGpu() ?? false);
      settled(() => records?.worked(model.id, model.settings, runtime.gpuLayers));
      return { model, first, ...opened, notices: onCpu ? [...notices, onCpu] : notices };
    } catch (error) {
      // What was given up, or the file's fault, says nothing of the settings.
      settled(() => (isLoadFailure(error) ? records?.failed(model.id, model.settings, toFailure(error)) : records?.givenUp(model.id, model.settings)));
      throw error;
    }
  }

  async function open(model: StoredModel, cancel: AbortController, progressed: (progress: number) => void): Promise<Pick<Opened, "first" | "count" | "openAnother">> {
    const { signal } = cancel;
    const { load: settings, replicas: count, draftModelId } = wantedOf(model);
    const need = await admit(model, signal).catch(async (error: unknown) => { throw await loadFailure(error, model.name, undefined, null); });
    try {
      const path = await library.checkFile(model.id, signal);
      const draftPath = draftModelId === null ? null : await library.checkFile(draftModelId, signal);
      const chat = await library.chatFormat(model.id);
      signal.throwIfAborted();
      const request = { path, draftPath, settings, savedStates: savedStates?.(model) ?? null, expectedBytes: need ? need.neededBytes / count : null };
      const onAnswer = () => current()?.answered();
      const judge = (runtime: Runtime, answer: AnswerSpeed) => judgeSpeed?.(model.sha256, runtime, { ...answer, busy: Math.max(current()?.state().busySlots ?? 1, answer.busy) }) ?? null;
      const begin = () => openReplica({ name: model.name, chat, request, need, start, onChange, onAnswer, judge }, cancel.signal);
      return { first: await lastOf(begin(), progressed), count, openAnother: () => lastOf(begin()) };
    } finally {
      need?.release();
    }
  }

  return {
    wantedOf,

    /** With the model's settings, or, where they fail (`known`: did before), with those that last answered on this machine. Throws what kept it from loading. */
    async load(model: StoredModel, task: Task): Promise<Opened> {
      const good = otherGood(model);
      try {
        if (task.known && good) throw task.known;
        return await attempt(model, [], task);
      } catch (error) {
        if (!good || task.cancel.signal.aborted || !isLoadFailure(error)) throw error;
        return attempt({ ...model, settings: good }, [lastGoodNotice(model.settings, good, toFailure(error))], task);
      }
    },
  };
}

const isLoadFailure = (error: unknown) => error instanceof AppError && error.code === "model-load-failed";
