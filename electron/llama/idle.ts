/** What takes memory is given back after this long without use. */
const idleMs = 60_000;

/** Calls `free` when nothing was busy for a minute. */
export function createIdle(free: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  let works = 0;
  return {
    busy(): void {
      works++;
      clearTimeout(timer);
    },
    rest(): void {
      if (--works === 0) timer = setTimeout(() => void free(), idleMs).unref();
    },
  };
}
