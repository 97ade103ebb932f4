import { AppError } from "../../../../shared/errors.ts";
import type { Outcome } from "../recording.ts";

const triedAgainAfterMs = 2000;
/** Outcomes held while the disk is full; the rows of more stay `running` until the next start, which calls them interrupted. */
const heldOutcomes = 1000;

/**
 * Writes outcomes, and keeps those that a full disk refused: whoever waits is told at once, and the row gets its end when there is
 * space again, without a restart.
 */
export function createLateOutcomes(write: (id: string, outcome: Outcome) => Promise<void>) {
  const held = new Map<string, Outcome>();
  let timer: NodeJS.Timeout | undefined;

  async function writeHeld(): Promise<void> {
    timer = undefined;
    for (const [id, outcome] of held) {
      try {
        await write(id, outcome);
        held.delete(id);
      } catch {
        // Whoever waited for it has been told; it is still held.
        return wait();
      }
    }
  }
  const wait = () => void (timer ??= setTimeout(() => void writeHeld(), triedAgainAfterMs).unref());

  return {
    async write(id: string, outcome: Outcome): Promise<void> {
      try {
        await write(id, outcome);
      } catch (error) {
        if (error instanceof AppError && error.code === "disk-full" && held.size < heldOutcomes) {
          held.set(id, outcome);
          wait();
        }
        throw error;
      }
    },
    /** A last try. */
    async close(): Promise<void> {
      clearTimeout(timer);
      await Promise.allSettled([...held].map(([id, outcome]) => write(id, outcome)));
    },
  };
}
