/**
 * A state that others watch: `notify` after each change. `each` yields once at once and then after changes, several changes
 * merged, and not sooner than `intervalMs` after it was asked for more.
 */
export function createChanges(intervalMs = 0) {
  const listeners = new Set<() => void>();
  return {
    notify(): void {
      for (const listener of listeners) listener();
    },
    async *each(signal: AbortSignal): AsyncGenerator<void, void> {
      let isChanged = true;
      let wake: (() => void) | undefined;
      const listener = () => {
        isChanged = true;
        wake?.();
      };
      listeners.add(listener);
      signal.addEventListener("abort", listener);
      try {
        while (!signal.aborted) {
          if (isChanged) {
            isChanged = false;
            yield;
            if (intervalMs > 0) await new Promise<void>((resolve) => setTimeout(resolve, intervalMs));
          } else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        listeners.delete(listener);
        signal.removeEventListener("abort", listener);
      }
    },
  };
}
export type Changes = ReturnType<typeof createChanges>;
