import type { Database } from "better-sqlite3";
import { z } from "zod";
import { AppError, fromFailure, toFailure, type Failure } from "../../../../shared/errors.ts";
import { Failure as FailureShape } from "../../../../shared/schemas/interaction.ts";
import { ModelSettings } from "../../../../shared/schemas/model.ts";

type Parts = { db: Database; machine: string; now: () => number };
type Key = { modelId: string; machine: string; settings: string };

/** Settings of a model that are remembered; the longest unused go. */
const keptOfModel = 50;

/** How loads of models went on this machine, in `tapedeck.sqlite`. A load that the end of Tapedeck cut short counts as failed. */
export function createLoadRecords({ db, machine, now }: Parts) {
  const put = db.prepare(`INSERT INTO model_loads (model_id, machine, settings, state, changed_at) VALUES (@modelId, @machine, @settings, @state, @at)
    ON CONFLICT DO UPDATE SET state = @state, changed_at = @at, error = NULL`);
  const drop = db.prepare(`DELETE FROM model_loads WHERE model_id = @modelId AND machine = @machine AND settings NOT IN
    (SELECT settings FROM model_loads WHERE model_id = @modelId AND machine = @machine ORDER BY changed_at DESC LIMIT @kept)`);
  const fail = db.prepare("UPDATE model_loads SET state = 'failed', changed_at = @at, error = @error WHERE model_id = @modelId AND machine = @machine AND settings = @settings");
  const work = db.prepare("UPDATE model_loads SET state = 'worked', changed_at = @at, error = NULL, gpu_layers = @gpuLayers WHERE model_id = @modelId AND machine = @machine AND settings = @settings");
  const answer = db.prepare("UPDATE model_loads SET answered_at = @at, measured_bytes = @bytes, measured_at = @at WHERE model_id = @modelId AND machine = @machine AND settings = @settings");
  const forget = db.prepare(`UPDATE model_loads SET state = 'worked' WHERE state = 'loading' AND model_id = @modelId AND machine = @machine AND settings = @settings`);
  const cutShort = db.prepare("UPDATE model_loads SET state = 'failed', error = @error WHERE state = 'loading' AND machine = @machine");
  const one = db.prepare<Key, { state: string; error: string | null; measuredBytes: number | null; measuredAt: number | null }>(
    "SELECT state, error, measured_bytes AS measuredBytes, measured_at AS measuredAt FROM model_loads WHERE model_id = @modelId AND machine = @machine AND settings = @settings");
  const good = db.prepare<Omit<Key, "settings">, { settings: string; state: string }>(
    "SELECT settings, state FROM model_loads WHERE model_id = @modelId AND machine = @machine AND answered_at IS NOT NULL ORDER BY answered_at DESC");
  const last = db.prepare<Omit<Key, "settings">, { state: string; error: string | null }>("SELECT state, error FROM model_loads WHERE model_id = @modelId AND machine = @machine ORDER BY changed_at DESC LIMIT 1");
  const usedGpu = db.prepare<[string], number>("SELECT EXISTS (SELECT 1 FROM model_loads WHERE machine = ? AND gpu_layers > 0)").pluck();

  const keyOf = (modelId: string, settings: ModelSettings): Key => ({ modelId, machine, settings: settingsKey(settings) });
  const parse = (settings: string) => ModelSettings.parse(JSON.parse(settings));
  cutShort.run({ machine, error: JSON.stringify(cutShortFailure) });

  return {
    begun: db.transaction((modelId: string, settings: ModelSettings) => {
      put.run({ ...keyOf(modelId, settings), state: "loading", at: now() });
      drop.run({ modelId, machine, kept: keptOfModel });
    }),
    worked: (modelId: string, settings: ModelSettings, gpuLayers: number): void => void work.run({ ...keyOf(modelId, settings), gpuLayers, at: now() }),
    failed: (modelId: string, settings: ModelSettings, failure: Failure): void => void fail.run({ ...keyOf(modelId, settings), error: JSON.stringify(failure), at: now() }),
    /** The load was given up by a person. */
    givenUp: (modelId: string, settings: ModelSettings): void => void forget.run(keyOf(modelId, settings)),
    /** `bytes`: what it takes now. */
    answered: (modelId: string, settings: ModelSettings, bytes: number): void => void answer.run({ ...keyOf(modelId, settings), bytes, at: now() }),

    /** The settings that answered last on this machine, with those that failed since left out where there are others. */
    lastGood(modelId: string): ModelSettings | null {
      const rows = good.all({ modelId, machine });
      const row = rows.find(({ state }) => state !== "failed") ?? rows[0];
      return row ? parse(row.settings) : null;
    },
    /** What the model failed with when it was last tried with these settings; null: it did not. */
    failureOf(modelId: string, settings: ModelSettings): AppError | null {
      const row = one.get(keyOf(modelId, settings));
      return row?.state === "failed" ? errorOf(row.error) : null;
    },
    /** What the last load of the model failed with; null: it did not fail. */
    lastFailure(modelId: string): AppError | null {
      const row = last.get({ modelId, machine });
      return row?.state === "failed" ? errorOf(row.error) : null;
    },
    measured(modelId: string, settings: ModelSettings): { bytes: number; at: number } | null {
      const row = one.get(keyOf(modelId, settings));
      return row && row.measuredBytes !== null && row.measuredAt !== null ? { bytes: row.measuredBytes, at: row.measuredAt } : null;
    },
    /** Whether any model has run on a GPU of this machine. */
    hasUsedGpu: (): boolean => usedGpu.get(machine) === 1,
  };
}
export type LoadRecords = ReturnType<typeof createLoadRecords>;

/** The settings that decide what is loaded, as text that is the same for the same settings. */
export function settingsKey(settings: ModelSettings): string {
  const { gpu, threads, contextTokens, slots, gpuLayers, kvType, replicas, draftModelId, promptLookup, contextShift } = settings;
  return JSON.stringify({ gpu, threads, contextTokens, slots, gpuLayers, kvType, replicas, draftModelId, promptLookup, contextShift });
}

const cutShortFailure: Failure = toFailure(new AppError("model-load-failed", "Tapedeck ended while the model was loading.", { fix: "It may have taken all memory: see what it needs, then load it by hand." }));

function errorOf(text: string | null): AppError {
  const { data } = z.preprocess((value) => (typeof value === "string" ? JSON.parse(value) : value), FailureShape).safeParse(text);
  return data ? fromFailure(data as Failure) : new AppError("model-load-failed", "The model could not be loaded.");
}
