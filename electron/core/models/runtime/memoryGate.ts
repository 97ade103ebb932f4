import type { StoredModel } from "../libraryApi.ts";
import { tooLarge } from "../loadFailure.ts";
import type { Room } from "./loader.ts";

type Parts = {
  /** What the model takes with its settings, in bytes of the machine's memory. */
  needOf: (model: StoredModel) => Promise<number>;
  freeBytes: () => number;
  /** Ends the process that was unused for longest, of those that may go; false: there is none. */
  evict: () => Promise<boolean>;
};

/** Lets models load one after the other as far as memory is concerned: each finds what those before it will take already counted. */
export function createMemoryGate({ needOf, freeBytes, evict }: Parts) {
  const reserved = new Map<object, number>();
  let line: Promise<unknown> = Promise.resolve();

  const free = () => Math.max(0, freeBytes() - [...reserved.values()].reduce((sum, bytes) => sum + bytes, 0));

  async function admit(model: StoredModel, signal: AbortSignal): Promise<Room> {
    const neededBytes = await needOf(model);
    while (neededBytes > free()) {
      signal.throwIfAborted();
      if (!(await evict())) throw tooLarge({ neededBytes, freeBytes: free() });
    }
    const room = { neededBytes, freeBytes: free(), release: () => void reserved.delete(room) };
    reserved.set(room, neededBytes);
    return room;
  }

  return {
    /** Makes room for the model by unloading idle ones. Throws `model-load-failed` with both numbers where that is not enough. */
    admit(model: StoredModel, signal: AbortSignal): Promise<Room> {
      const turn = line.then(() => admit(model, signal));
      line = turn.catch(() => {});
      return turn;
    },
  };
}
