/** Work longer than this in one piece could be felt. */
const sliceMs = 12;

/** Lets the page breathe in the middle of long work: `await rest()` goes on at once until the slice is used up. */
export function createSlices(now: () => number = () => performance.now(), wait: () => Promise<void> = afterTheNextTask) {
  let since = now();
  return {
    isUsedUp: (): boolean => now() - since >= sliceMs,
    async rest(): Promise<void> {
      await wait();
      since = now();
    },
  };
}
export type Slices = ReturnType<typeof createSlices>;

/** Input and drawing get their turn; a timer would wait 4 ms each time. */
function afterTheNextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** `work(index)` for each, in slices. */
export async function eachInSlices(count: number, slices: Slices, work: (index: number) => void): Promise<void> {
  for (let index = 0; index < count; index++) {
    work(index);
    if ((index & 511) === 511 && slices.isUsedUp()) await slices.rest();
  }
}
