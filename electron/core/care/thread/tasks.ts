import type { Failure } from "../../../../shared/errors.ts";
import { backUp } from "../backup/backUp.ts";
import { stageRestore } from "../backup/stageRestore.ts";
import { verifyBackup } from "../backup/verifyBackup.ts";
import { pickIds } from "../retention/pickIds.ts";
import { planRetention } from "../retention/planRetention.ts";
import { tidyMonths } from "../retention/tidyMonths.ts";
import { repairFolder } from "../repair/repairFolder.ts";
import { measureSizes } from "../sizes/measureSizes.ts";

/** Everything that is done on a thread of its own: generators that are asked for one item after the other. */
export const tasks = { planRetention, pickIds, tidyMonths, backUp, verifyBackup, stageRestore, measureSizes, repairFolder } satisfies Record<string, (input: never) => AsyncIterable<unknown> | Iterable<unknown>>;
type Tasks = typeof tasks;

export type TaskInputs = { [T in keyof Tasks]: Parameters<Tasks[T]>[0] };
type ItemOf<G> = G extends AsyncIterable<infer I> ? I : G extends Iterable<infer I> ? I : never;
export type TaskItems = { [T in keyof Tasks]: ItemOf<ReturnType<Tasks[T]>> };
export type TaskAnswer = { item: unknown } | { done: true } | { failure: Failure };
