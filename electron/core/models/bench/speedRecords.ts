import type { Database } from "better-sqlite3";
import type { SlowerThanRecord } from "../../../../shared/schemas/bench.ts";
import type { Runtime } from "../../../../shared/schemas/model.ts";

/** What decides a model's speed on one machine. `depthTokens`: what stood in the context when the answer began. */
export type SpeedConditions = { modelSha256: string; backend: string; gpuLayers: number; threads: number; depthTokens: number };
/** One answer: its own speed, its tokens, and how many answers of all of the model's processes were under way at one time, itself included. */
export type Run = { tokensPerSecond: number; tokens: number; busy: number };
export type AnswerSpeed = Run & Pick<SpeedConditions, "depthTokens">;

/** A shorter answer's speed is chance. */
const fewestTokens = 64;
const farBelow = 0.5;

/** Whether an answer says anything about the model's speed: it was long, and alone. */
export const isTelling = ({ tokens, busy }: Run): boolean => tokens >= fewestTokens && busy === 1;

/** The flag of an answer that came at under half of the record; null: fast enough, or it says nothing. */
export function slowerThanRecord(run: Run, recordTokensPerSecond: number | null): SlowerThanRecord | null {
  if (recordTokensPerSecond === null || !isTelling(run) || run.tokensPerSecond >= recordTokensPerSecond * farBelow) return null;
  return { tokensPerSecond: run.tokensPerSecond, recordTokensPerSecond };
}

/** The best speeds of each model on this machine, by like conditions. */
export function createSpeedRecords({ db, fingerprint, now }: { db: Database; fingerprint: string; now: () => number }) {
  const save = db.prepare(`
    INSERT INTO speed_records (model_sha256, machine_fingerprint, conditions, tokens_per_second, at) VALUES (@modelSha256, @fingerprint, @conditions, @tokensPerSecond, @at)
    ON CONFLICT DO UPDATE SET tokens_per_second = excluded.tokens_per_second, at = excluded.at WHERE excluded.tokens_per_second > tokens_per_second`);
  const one = db.prepare<object, number>("SELECT tokens_per_second FROM speed_records WHERE model_sha256 = @modelSha256 AND machine_fingerprint = @fingerprint AND conditions = @conditions").pluck();
  const keyOf = (conditions: SpeedConditions) => ({ modelSha256: conditions.modelSha256, fingerprint, conditions: likeness(conditions) });

  /** Judges an answer against the record, then keeps it where it is the new one. */
  function judge(conditions: SpeedConditions, run: Run): SlowerThanRecord | null {
    const record = one.get(keyOf(conditions)) ?? null;
    if (isTelling(run) && run.tokensPerSecond > (record ?? 0)) save.run({ ...keyOf(conditions), tokensPerSecond: run.tokensPerSecond, at: now() });
    return slowerThanRecord(run, record);
  }

  return {
    best: (conditions: SpeedConditions): number | null => one.get(keyOf(conditions)) ?? null,
    /** Keeps a speed where it is the best so far. */
    note: (conditions: SpeedConditions, tokensPerSecond: number): void => void save.run({ ...keyOf(conditions), tokensPerSecond, at: now() }),
    judge,
    /** As `judge`, for an answer of a loaded model. A disk that is full must not take the answer with it. */
    judgeAnswer(modelSha256: string | null, { backend, gpuLayers, threads }: Runtime, { depthTokens, ...run }: AnswerSpeed): SlowerThanRecord | null {
      try {
        return modelSha256 === null ? null : judge({ modelSha256, backend, gpuLayers, threads, depthTokens }, run);
      } catch (error) {
        process.stderr.write(`The speed of an answer could not be kept: ${(error as Error).message}\n`);
        return null;
      }
    },
  };
}
export type SpeedRecords = ReturnType<typeof createSpeedRecords>;

/** Answers behind contexts of the same class count as alike: under 512 tokens, then by fours. */
function likeness({ backend, gpuLayers, threads, depthTokens }: SpeedConditions): string {
  const depthClass = depthTokens < 512 ? 0 : 1 + Math.floor(Math.log2(depthTokens / 512) / 2);
  return `${backend}, ${gpuLayers} layers, ${threads} threads, depth class ${depthClass}`;
}
