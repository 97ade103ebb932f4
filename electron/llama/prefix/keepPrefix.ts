import type { Seat } from "../lanes/lane.ts";
import { reusableTokens, type Wanted } from "./reusableTokens.ts";

/** Takes out of a slot what the prompt does not begin with; gives how many of the prompt's tokens stay in it. */
export async function keepPrefix(seat: Seat, wanted: Wanted): Promise<number> {
  const { sequence } = seat;
  const held = sequence.contextTokens;
  const reusable = reusableTokens({ ...seat, held }, wanted);
  // A recurrent state and a sliding window can't be cut back; node-llama-cpp would evaluate it all again in one piece that no cancel ends.
  const kept = sequence.needsCheckpoints && reusable < held.length ? 0 : reusable;
  seat.exactTokens = Math.min(seat.exactTokens, kept);
  seat.wideTokens = wanted.cut.wideTokens;
  if (kept === 0) await sequence.clearHistory();
  else if (kept < held.length) await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
  return kept;
}
