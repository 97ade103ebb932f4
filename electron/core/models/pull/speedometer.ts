const windowMs = 5000;
const sampleEveryMs = 200;

/** The pace of the last five seconds, and what is left at it. */
export function createSpeedometer(now: () => number) {
  const samples: { at: number; bytes: number }[] = [];
  let fetchedBytes = 0;

  return {
    add(bytes: number): void {
      fetchedBytes += bytes;
      const at = now();
      const last = samples.at(-1);
      if (last && at - last.at < sampleEveryMs) return;
      samples.push({ at, bytes: fetchedBytes });
      while (samples.length > 2 && at - samples[0]!.at > windowMs) samples.shift();
    },
    /** Over the network, since the start. */
    fetchedBytes: (): number => fetchedBytes,
    /** Nothing before the first second is over: a burst is no pace. `leftBytes` null: not known. */
    read(leftBytes: number | null): { perSecond?: number; secondsLeft?: number } {
      const first = samples[0];
      const elapsedMs = first ? now() - first.at : 0;
      if (!first || elapsedMs < 1000) return {};
      const perSecond = ((fetchedBytes - first.bytes) / elapsedMs) * 1000;
      return leftBytes === null || perSecond <= 0 ? { perSecond } : { perSecond, secondsLeft: leftBytes / perSecond };
    },
  };
}
export type Speedometer = ReturnType<typeof createSpeedometer>;
