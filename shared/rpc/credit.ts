import { windowChars, windowItems } from "./frames.ts";

/** What a stream may still send unasked: 64 items or 1 MB, whichever is less. Items are acknowledged in order. */
export function createCredit() {
  const unacknowledged: number[] = [];
  let chars = 0;
  let wake: (() => void) | undefined;

  const isOpen = () => unacknowledged.length < windowItems && (chars < windowChars || unacknowledged.length === 0);
  return {
    isOpen,
    /** Counts one sent item of `size` characters. */
    spend(size: number) {
      unacknowledged.push(size);
      chars += size;
    },
    /** The reader took `n` more items. */
    grant(n: number) {
      for (const size of unacknowledged.splice(0, n)) chars -= size;
      if (isOpen()) wake?.();
    },
    /** Resolves when there is room, or at once when `signal` aborts. */
    async wait(signal: AbortSignal): Promise<void> {
      if (isOpen() || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const done = () => {
          signal.removeEventListener("abort", done);
          wake = undefined;
          resolve();
        };
        wake = done;
        signal.addEventListener("abort", done, { once: true });
      });
    },
  };
}
export type Credit = ReturnType<typeof createCredit>;
