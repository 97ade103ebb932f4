import type { Seat } from "../lanes/lane.ts";
import { reusableTokens, type Reuse } from "./reusableTokens.ts";

/** Takes out of a slot what the prompt does not begin with; gives how many of the prompt's tokens stay in it. */
export async function keepPrefix(seat: Seat, { promptTokens: prompt, reuse }: { promptTokens: number[]; reuse: Reuse }): Promise<number> {
  const { sequence } = seat;
  const held = sequence.contextTokens;
  const wanted = reusableTokens({ held, exactTokens: seat.exactTokens, prompt, reuse });
  // A recurrent state and a sliding window can't be cut back; node-llama-cpp would evaluate it all again in one piece that no cancel ends.
  const kept = sequence.needsCheckpoints && wanted < held.length ? 0 : wanted;
  seat.exactTokens = Math.min(seat.exactTokens, kept);
  if (kept === 0) await sequence.clearHistory();
  else if (kept < held.length) await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
  return kept;
}
