import { createChanges } from "../../../shared/rpc/changes.ts";
import type { Adapter, Lane } from "./lane.ts";

/** Contexts with adapters, beside the one without; each takes the memory of all its slots. */
const mostAdapterLanes = 2;

type Entry = { lane: Promise<Lane>; users: number; usedAt: number };

/**
 * Gives each set of adapters the context that answers with it: adapters belong to a context, not to a request. At most
 * `mostAdapterLanes` are kept, and the one unused for the longest makes room; `open` makes one, and may refuse for want of memory.
 */
export function createLanes(base: Lane, open: (adapters: Adapter[]) => Promise<Lane>) {
  const entries = new Map<string, Entry>();
  const changes = createChanges();
  let uses = 0;

  async function closeIdle(): Promise<boolean> {
    const idle = [...entries].filter(([, { users }]) => users === 0).sort(([, a], [, b]) => a.usedAt - b.usedAt)[0];
    if (!idle) return false;
    entries.delete(idle[0]);
    const lane = await idle[1].lane;
    await lane.close();
    return true;
  }

  /** The entry, with one user more: an idle one may be closed at any moment. */
  async function take(key: string, adapters: Adapter[], signal: AbortSignal): Promise<Entry> {
    for await (const _ of changes.each(signal)) {
      let entry = entries.get(key);
      if (!entry && entries.size >= mostAdapterLanes) {
        // Whoever waits beside this one may have come first meanwhile.
        if (await closeIdle()) changes.notify();
        continue;
      }
      if (!entry) entries.set(key, (entry = { lane: open(adapters), users: 0, usedAt: 0 }));
      entry.users++;
      entry.usedAt = ++uses;
      return entry;
    }
    signal.throwIfAborted();
    throw signal.reason;
  }

  return {
    /** The context for these adapters, kept until `release`. One with a scale of 0 is as none. */
    async hold(adapters: Adapter[], signal: AbortSignal): Promise<{ lane: Lane; release(): void }> {
      const used = adapters.filter(({ scale }) => scale !== 0).sort((a, b) => (a.path < b.path ? -1 : 1));
      if (used.length === 0) return { lane: base, release: () => {} };
      const key = JSON.stringify(used.map(({ path, scale }) => [path, scale]));
      const entry = await take(key, used, signal);
      const release = () => {
        entry.users--;
        changes.notify();
      };
      try {
        return { lane: await entry.lane, release };
      } catch (error) {
        if (entries.get(key) === entry) entries.delete(key);
        release();
        throw error;
      }
    },
  };
}
export type Lanes = ReturnType<typeof createLanes>;
