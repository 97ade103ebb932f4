import type { Token } from "node-llama-cpp";
import { expect, it } from "vitest";
import { batchTogether } from "../../electron/llama/lanes/batchTogether.ts";

const item = (count: number) => ({ tokens: Array.from({ length: count }, (_, index) => index as Token), logits: [], evaluationPriority: 5 as const });

it("waits a few turns for the slots that are busy, and no longer", () => {
  const strategy = batchTogether(() => 2);
  const items = [item(1)];
  let waits = 0;
  while (strategy({ items, size: 512 }).length === 0) waits++;
  expect(waits).toBe(8);
  expect(strategy({ items: [item(1), item(1)], size: 512 })).toHaveLength(2);
});

it("takes what is short whole, and cuts the prompts between rows of sixteen", () => {
  const [long, one, other] = [item(400), item(1), item(300)];
  const batch = batchTogether(() => 3)({ items: [long, one, other], size: 512 });
  const amount = (of: typeof one) => batch.find((each) => each.item === of)!.processAmount;
  expect(amount(one)).toBe(1);
  expect(amount(other)).toBe(240);
  expect(amount(long)).toBe(256);
});
