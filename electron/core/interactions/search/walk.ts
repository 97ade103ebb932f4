import type { FilterField } from "../../../../shared/filter/fields.ts";

/** Where rows are walked in the order of their ids, and the condition that is already met there. `steps`: where they are counted fastest. */
export type Walk = { rows: string; steps: string; met: string; isNarrow: boolean };

/** The walk over all rows. The facts lie together, so that what they can't meet is passed by without its row being read. */
export const allRows: Walk = { rows: "interactions INDEXED BY interactions_facts", steps: "interactions INDEXED BY sqlite_autoindex_interactions_1", met: "1", isNarrow: false };

/** The walk for counting and summing: the facts hold all that takes, in the order of time; another index pays only where few rows are left. */
export const countingWalk = (walk: Walk): Walk => (walk.isNarrow ? walk : allRows);

/** The index of a field, and how few rows one value has as a rule: the lower, the fewer. */
const indexes: Partial<Record<FilterField, { index: string; column: string; rank: number }>> = {
  session: { index: "interactions_by_session", column: "session", rank: 1 },
  replayOf: { index: "interactions_by_replay", column: "replay_of", rank: 1 },
  traceId: { index: "interactions_by_span", column: "trace_id", rank: 1 },
  user: { index: "interactions_by_user", column: "user", rank: 2 },
  errorCode: { index: "interactions_by_error", column: "error_code", rank: 3 },
  tags: { index: "interaction_tags", column: "tag", rank: 4 },
  status: { index: "interactions_by_status", column: "status", rank: 5 },
  model: { index: "interactions_by_model", column: "model", rank: 6 },
  deployment: { index: "interactions_by_deployment", column: "deployment", rank: 6 },
};
/** Nearly all: walking them by their own index is slower. */
const usualStatus = "ok";

/**
 * The best index for conditions `field = value` that must all be met; `valueName` is a value's parameter. Null: none of them has one.
 */
export function indexedWalk(equal: readonly { field: FilterField; text: string; valueName: string }[]): Walk | null {
  const known = equal.flatMap(({ field, text, valueName }) => {
    const index = indexes[field];
    return index && !(field === "status" && text === usualStatus) ? [{ ...index, valueName }] : [];
  });
  const best = known.sort((a, b) => a.rank - b.rank)[0];
  if (!best) return null;
  const met = `${best.column} = ${best.valueName}`;
  const isNarrow = best.rank <= 4;
  if (best.column === "tag") return { rows: "interaction_tags CROSS JOIN interactions USING (id)", steps: "interaction_tags", met, isNarrow };
  const rows = `interactions INDEXED BY ${best.index}`;
  return { rows, steps: rows, met, isNarrow };
}
