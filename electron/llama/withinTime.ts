/** Passes items on. Calls `late` when one of them takes longer than `limitMs` to come; the reader's own time does not count. */
export async function* withinTime<T>(items: AsyncIterable<T>, limitMs: number, late: () => void): AsyncGenerator<T> {
  const steps = items[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = setTimeout(late, limitMs);
      const step = await steps.next().finally(() => clearTimeout(timer));
      if (step.done) return;
      yield step.value;
    }
  } finally {
    await steps.return?.();
  }
}
