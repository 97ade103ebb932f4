import { AppError } from "../../../../shared/errors.ts";
import { unlessAborted } from "../../unlessAborted.ts";

type Waiting = { weight: number; go(): void };

/**
 * Lets in work of a weight of `capacity` in all, in the order it came; what weighs more than all of it goes alone. What comes when
 * `mostWaiting` wait is refused with `busy`; whoever cancels leaves the line.
 */
export function createLine({ capacity, mostWaiting }: { capacity: number; mostWaiting: number }) {
  const waiting = new Set<Waiting>();
  let inside = 0;

  function letIn(): void {
    for (const next of waiting) {
      if (inside > 0 && inside + next.weight > capacity) return;
      waiting.delete(next);
      inside += next.weight;
      next.go();
    }
  }

  async function turn(weight: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const own = { weight, go: resolve };
    waiting.add(own);
    letIn();
    try {
      await unlessAborted(promise, signal);
    } catch (error) {
      // It may have been let in while it was leaving.
      if (!waiting.delete(own)) leave(weight);
      throw error;
    }
  }

  function leave(weight: number): void {
    inside -= weight;
    letIn();
  }

  return async function inLine<T>(weight: number, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (waiting.size >= mostWaiting) throw new AppError("busy", "Too many requests wait to be stored.", { fix: "Send again in a moment, or less at a time." });
    await turn(weight, signal);
    try {
      return await work();
    } finally {
      leave(weight);
    }
  };
}
