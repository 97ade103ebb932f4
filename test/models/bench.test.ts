import { join } from "node:path";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCore, type Core } from "../../electron/core/createCore.ts";
import type { Job } from "../../shared/schemas/job.ts";
import { demoPath } from "./demoModel.ts";

const never = new AbortController().signal;

describe("a bench of a real model", () => {
  let core: Core;
  beforeAll(async () => {
    core = await createCore({ dataFolder: mkdtempSync(join(tmpdir(), "tapedeck bench ")), startNew: false });
  });
  afterAll(() => core?.close());

  async function ended(id: string, onShown: (job: Job) => void = () => {}): Promise<Job> {
    for await (const jobs of core.services.jobs.watch({}, never)) {
      const job = jobs.find((each) => each.id === id)!;
      onShown(job);
      if (job.state !== "running") return job;
    }
    throw new Error("The jobs ended.");
  }

  it("gives figures for depth, prompt batch, slots and replicas, keeps them, and refuses a second one meanwhile", async () => {
    const { jobId } = await core.services.models.bench({ path: demoPath, quick: true, replicas: [1, 2], threads: [1] }, never);
    await expect(core.services.models.bench({ path: demoPath }, never)).rejects.toMatchObject({ code: "busy" });
    const shown: number[] = [];
    const job = await ended(jobId, ({ progress }) => progress && shown.push(progress.done));
    expect(job).toMatchObject({ state: "done", error: null, kind: "bench" });
    expect(shown).toEqual(shown.toSorted((a, b) => a - b));

    const [result] = await core.services.models.benches({}, never);
    expect(result).toMatchObject({ isQuick: true, backend: "cpu", quantization: "Q8_0", best: { threads: 1, streams: 8 } });
    expect(new Set(result!.figures.map(({ series }) => series))).toEqual(new Set(["depth", "batch", "slots", "replicas"]));
    for (const { promptTokensPerSecond, generationTokensPerSecond, firstTokenMs, memoryBytes } of result!.figures) {
      expect(promptTokensPerSecond ?? generationTokensPerSecond).toBeGreaterThan(10);
      expect(firstTokenMs).toBeGreaterThan(0);
      expect(memoryBytes).toBeGreaterThan(10e6);
    }
    const [model] = (await core.services.models.list({}, never)).filter(({ sha256 }) => sha256 === result!.modelSha256);
    expect(await core.services.models.benches({ id: model!.id }, never)).toEqual([result]);
  });

  it("ends within a moment when it is cancelled, and keeps nothing", async () => {
    const before = (await core.services.models.benches({}, never)).length;
    const { jobId } = await core.services.models.bench({ path: demoPath }, never);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const cancelledAt = performance.now();
    expect(await core.services.jobs.cancel({ id: jobId }, never)).toMatchObject({ state: "cancelled" });
    expect(performance.now() - cancelledAt).toBeLessThan(2500);
    expect(await core.services.models.benches({}, never)).toHaveLength(before);
  });
});
