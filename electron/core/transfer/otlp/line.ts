import { AppError } from "../../../../shared/errors.ts";
import { unlessAborted } from "../../unlessAborted.ts";

/** Runs work a few at once; what comes when `mostWaiting` wait is refused with `busy`, whoever cancels leaves the line. */
export function createLine(atOnce: number, mostWaiting: number) {
  const waiting = new Set<() => void>();
  let running = 0;

  return async function inLine<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (running >= atOnce) {
      if (waiting.size >= mostWaiting) throw new AppError("busy", "Too many requests wait to be stored.", { fix: "Send again in a moment, or less at a time." });
      await turn(signal);
    } else running++;
    try {
      return await work();
    } finally {
      const [next] = waiting;
      if (next) next();
      else running--;
    }
  };

  /** Whoever leaves hands its place on: `running` counts the one that goes in. */
  async function turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const go = () => {
      waiting.delete(go);
      resolve();
    };
    waiting.add(go);
    try {
      await unlessAborted(promise, signal);
    } catch (error) {
      // Called while it was leaving: the place goes to the next.
      if (!waiting.delete(go)) {
        const [next] = waiting;
        if (next) next();
        else running--;
      }
      throw error;
    }
  }
}
