import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { withinTime } from "../../electron/llama/withinTime.ts";

it("tells when an item is late, not when its reader is, and closes what it reads", async () => {
  let isClosed = false;
  let late = 0;
  async function* items() {
    try {
      yield 1;
      yield 2;
      await delay(60);
      yield 3;
      yield 4;
    } finally {
      isClosed = true;
    }
  }
  const seen: [number, number][] = [];
  for await (const item of withinTime(items(), 20, () => late++)) {
    if (item === 1) await delay(50);
    seen.push([item, late]);
    if (item === 3) break;
  }
  expect(seen).toEqual([[1, 0], [2, 0], [3, 1]]);
  expect(isClosed).toBe(true);
});
