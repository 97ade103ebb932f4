import { firstIdAt } from "../../../../../shared/idTimes.ts";
import { everything } from "../listQuery.ts";
import type { ListReads } from "../listReads.ts";

const leastMs = 60_000;

/** About when the log begins, in epoch ms: at most 5% of the way to `newest` too early. Found by asking for one row below a time. Null: it was asked for anew. */
export async function oldestTime(reads: ListReads, newest: number): Promise<number | null> {
  const newestBelow = async (time: number): Promise<number | null | undefined> => {
    const page = await reads.page(everything, firstIdAt(time), 1);
    return page ? (page.items[0]?.createdAt ?? null) : undefined;
  };
  // Twice as far back each time, until there is nothing older …
  let known = newest;
  let stepMs = leastMs;
  for (; stepMs < newest; stepMs *= 2) {
    const below = await newestBelow(newest - stepMs);
    if (below === undefined) return null;
    if (below === null) break;
    known = below;
  }
  // … then halves of what is left.
  let least = Math.max(0, newest - stepMs);
  while (known - least > Math.max(leastMs, (newest - least) / 20)) {
    const middle = Math.floor((known + least) / 2);
    const below = await newestBelow(middle);
    if (below === undefined) return null;
    if (below === null) least = middle;
    else known = below;
  }
  return least;
}
