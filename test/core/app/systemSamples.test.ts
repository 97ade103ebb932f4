import { totalmem } from "node:os";
import { expect, it } from "vitest";
import { createSystemSamples } from "../../../electron/core/app/systemSamples.ts";

it("gives the machine's load to everyone who listens, measured once", async () => {
  let asked = 0;
  const samples = createSystemSamples({ now: () => ++asked });
  const controller = new AbortController();
  const first = samples(controller.signal);
  const second = samples(controller.signal);
  const [a, b] = await Promise.all([first.next(), second.next()]);
  expect(a.value).toBe(b.value);
  expect(a.value).toMatchObject({ at: 1, memoryTotalBytes: totalmem(), gpus: expect.any(Array) });
  expect(a.value!.memoryUsedBytes).toBeLessThan(totalmem());
  const next = await first.next();
  expect(next.value).toMatchObject({ at: 2, cpu: expect.toSatisfy((cpu: number) => cpu >= 0 && cpu <= 1) });
  const last = first.next();
  controller.abort();
  expect(await last).toMatchObject({ done: true });
});
