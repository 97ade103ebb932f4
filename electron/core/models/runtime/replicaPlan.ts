import { availableParallelism } from "node:os";
import type { ModelSettings } from "../../../../shared/schemas/model.ts";

/** How many processes a model gets, and how many threads each. */
export type ReplicaPlan = { replicas: number; threads: number };

/**
 * What a person set, else what was measured to be best (`measured`), else one process. Threads that nobody set are the machine's
 * cores minus one, shared out: more threads than cores make every answer many times slower.
 */
export function replicaPlan({ replicas, threads }: Pick<ModelSettings, "replicas" | "threads">, measured: ReplicaPlan | null, cores = availableParallelism()): ReplicaPlan {
  const isMeasured = measured !== null && (replicas === null || replicas === measured.replicas);
  const count = replicas ?? measured?.replicas ?? 1;
  return { replicas: count, threads: threads ?? (isMeasured ? measured.threads : Math.max(1, Math.floor((cores - 1) / count))) };
}
