import type { Seat } from "../lanes/lane.ts";
import { reusableTokens, type Wanted } from "./reusableTokens.ts";

/**
 * Which of the free slots a prompt takes: the one that saves it the most tokens, where that is at least half of the prompt or of what
 * the slot holds; else the one unused for the longest, so that no other conversation loses its slot for a few tokens.
 */
export function chooseSeat(seats: Seat[], free: number[], wanted: Wanted): number {
  let best = { slot: -1, reusable: 0 };
  let oldest = free[0]!;
  for (const slot of free) {
    const seat = seats[slot]!;
    if (seat.usedAt < seats[oldest]!.usedAt) oldest = slot;
    const held = seat.sequence.contextTokens;
    const reusable = reusableTokens({ ...seat, held }, wanted);
    if (reusable > best.reusable && reusable * 2 >= Math.min(wanted.prompt.length, held.length)) best = { slot, reusable };
  }
  return best.slot >= 0 ? best.slot : oldest;
}
