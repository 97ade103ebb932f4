import type { ReplayResult } from "../../../shared/schemas/replay.ts";

/** A graded replay; without `more` it is identical. */
export function resultOf(more: Partial<ReplayResult> = {}): ReplayResult {
  return { interactionId: "int_r", createdAt: 1_700_000_000_000, model: "demo-support-v1", grade: "identical", firstDivergence: null, differences: [], output: "Fine.", error: null, ...more };
}

export const diverged = (token: number, original = "14", replayed = "30", more: Partial<ReplayResult> = {}): ReplayResult => resultOf({ grade: "diverged", firstDivergence: { token, original, replayed }, ...more });
