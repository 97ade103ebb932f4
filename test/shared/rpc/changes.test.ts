import { describe, expect, it } from "vitest";
import { createChanges } from "../../../shared/rpc/changes.ts";

describe("changes", () => {
  it("yields at once, then once for many changes, and ends when the signal aborts", async () => {
    const changes = createChanges();
    const controller = new AbortController();
    let state = 0;
    const seen: number[] = [];
    const reader = (async () => {
      for await (const _ of changes.each(controller.signal)) {
        seen.push(state);
        if (state === 3) controller.abort();
      }
    })();
    await new Promise((resolve) => setImmediate(resolve));
    for (state = 1; state < 3; state++) changes.notify();
    changes.notify();
    await reader;
    expect(seen).toEqual([0, 3]);
  });

  it("forgets a reader that leaves", async () => {
    const changes = createChanges();
    for await (const _ of changes.each(new AbortController().signal)) break;
    changes.notify();
  });

  it("keeps the interval between two yields", async () => {
    const changes = createChanges(50);
    const times: number[] = [];
    const ticking = setInterval(changes.notify, 1);
    for await (const _ of changes.each(new AbortController().signal)) if (times.push(performance.now()) === 3) break;
    clearInterval(ticking);
    expect(times[2]! - times[0]!).toBeGreaterThan(95);
  });
});
