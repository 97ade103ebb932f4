import { describe, expect, it } from "vitest";
import { depthChart, headline, lineNames, newestOfEach, recordMissed } from "../../../renderer/features/models/bench/benchSeries.ts";
import { createFitStore } from "../../../renderer/features/models/fit/fitStore.ts";
import type { BenchResult } from "../../../shared/schemas/bench.ts";
import { createFakeCore } from "../../helpers/fakeCore.ts";
import { fakeFit, fakeModel } from "../../helpers/fakeModels.ts";
import { linkTo } from "../../helpers/linkTo.ts";
import { until } from "../../helpers/until.ts";

describe("the fit on the page", () => {
  function fitsOf() {
    const models = [fakeModel("a")];
    const { services } = createFakeCore({ models });
    const asked: (number | null | undefined)[] = [];
    const fit: typeof services.models.fit = ({ id, settings }) => {
      asked.push(settings?.contextTokens);
      return fakeFit(models.find((model) => model.id === id)!, settings);
    };
    return { model: models[0]!, asked, store: createFitStore({ api: linkTo({ ...services, models: { ...services.models, fit } }).api, waitMs: 5 }) };
  }

  it("is asked for at once, and while one types only for the last settings", async () => {
    const { model, asked, store } = fitsOf();
    store.getState().want(model, model.settings);
    await until(() => store.getState().answers[model.id]?.fit != null);
    for (const contextTokens of [1024, 2048, 4096]) store.getState().want(model, { ...model.settings, contextTokens });
    await until(() => store.getState().answers[model.id]?.fit?.resolved.contextTokens === 4096);
    expect(asked).toEqual([null, 4096]);
  });

  it("is not asked for twice with the same settings, and is again once the model has answered", async () => {
    const { model, asked, store } = fitsOf();
    for (let times = 0; times < 3; times++) store.getState().want({ ...model }, { ...model.settings });
    await until(() => store.getState().answers[model.id]?.fit != null);
    store.getState().want({ ...model, runtime: { state: "loading", progress: 0 } }, model.settings);
    await until(() => asked.length === 2);
    expect(store.getState().answers[model.id]?.fit).toMatchObject({ verdict: "fits" });
  });
});

function result(id: string, model: string, speeds: [depth: number, speed: number][], more: Partial<BenchResult> = {}): BenchResult {
  const figure = { replicas: 1, threads: 1, streams: 1, batchTokens: 256, promptTokensPerSecond: null, firstTokenMs: 12, memoryBytes: 1e8 };
  return {
    id, at: Number(id) * 86_400_000, durationMs: 1000, modelSha256: model.repeat(4), modelName: model, quantization: "Q8_0", machine: { fingerprint: "m1", cpu: "EPYC", cores: 2, memoryBytes: 8e9, platform: "linux x64" },
    engine: "node-llama-cpp 3.21.1", backend: "cpu", devices: [], gpuLayers: 0, layers: 4, contextTokens: 4096, isQuick: false, best: null,
    figures: speeds.map(([depthTokens, generationTokensPerSecond]) => ({ ...figure, series: "depth", depthTokens, generationTokensPerSecond })),
    ...more,
  };
}

describe("the plot of benches", () => {
  it("draws a line a result over the depths, rising, and leaves out what was not measured", () => {
    const chart = depthChart([result("1", "a", [[512, 80], [0, 100]]), result("2", "b", [])], "generation", () => "red");
    expect(chart.series).toMatchObject([{ name: "a", points: [{ x: 0, y: 100 }, { x: 512, y: 80 }] }]);
    expect(depthChart([result("1", "a", [[0, 100]])], "prompt", () => "red").series).toEqual([]);
    expect(depthChart([result("1", "a", [[0, 100]])], "firstToken", () => "red").series[0]!.points).toEqual([{ x: 0, y: 12 }]);
  });

  it("takes the newest of each model on each machine, and gives no two lines one name", () => {
    const other = { machine: { ...result("1", "a", []).machine, fingerprint: "m2", cpu: "Ryzen" } };
    const all = [result("1", "a", [[0, 90]]), result("3", "a", [[0, 100]]), result("2", "a", [[0, 50]], other), result("2", "b", [[0, 40]])];
    const newest = newestOfEach(all);
    expect(newest.map(({ id, modelName }) => `${id} ${modelName}`)).toEqual(["3 a", "2 a", "2 b"]);
    expect(lineNames(newest)).toEqual(["a, EPYC", "a, Ryzen", "b, EPYC"]);
    expect(new Set(lineNames([...all, result("3", "a", [])])).size).toBe(5);
  });

  it("flags a run far below the record of the same model on the same machine only", () => {
    const best = result("1", "a", [[0, 100], [512, 70]]);
    expect(headline(best)).toBe(100);
    expect(recordMissed(result("2", "a", [[0, 45]]), [best])).toBe(100);
    expect(recordMissed(result("2", "a", [[0, 55]]), [best])).toBeNull();
    expect(recordMissed(result("2", "b", [[0, 45]]), [best])).toBeNull();
    expect(recordMissed(result("2", "a", [[0, 45]], { backend: "vulkan" }), [best])).toBeNull();
  });
});
